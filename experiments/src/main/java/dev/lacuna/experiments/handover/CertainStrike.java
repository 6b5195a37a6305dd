package dev.lacuna.experiments.handover;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.process.RestartEvidence;
import dev.lacuna.experiments.process.Victim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops the leader's process until another one has renewed twice, then kills it while it is still stopped: at no time do two lead. If nobody takes over, it is let go on.
 */
final class CertainStrike implements Strike {
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration RESTART = Duration.ofMinutes(2);

    /** kubeadm's liveness probe ends a process that hangs after 120 s at the earliest (docs/mechanics.md): the thaw comes well before. */
    private static final Duration LONGEST_FREEZE = Duration.ofSeconds(90);

    private final ControlPlane cluster;
    private final Victim victim;
    private final LeaseRecord before;
    private final SuccessorWatch watch;
    private boolean ended;

    CertainStrike(ControlPlane cluster, Victim victim, LeaseRecord before, SuccessorWatch watch) {
        this.cluster = cluster;
        this.victim = victim;
        this.before = before;
        this.watch = watch;
    }

    @Override
    public Intent intent() {
        return new Intent(
                "SIGSTOP to %s, which leads %s, until another one leads; then SIGKILL"
                        .formatted(victim.pod().object(), before.election()),
                List.of(victim.pod().node()),
                "SIGCONT on node " + victim.pod().node(),
                Map.of("thaw", victim.pod().containerId()),
                LONGEST_FREEZE);
    }

    @Override
    public void arm(Loop loop) {
        watch.start(loop);
    }

    /** The effect is that the process stands still; the agent arms its thaw before it stops it. */
    @Override
    public Injection inject(Loop loop) {
        var stopped = loop.await(
                victim.agent().freeze(victim.process(), LONGEST_FREEZE),
                CALL,
                "SIGSTOP to " + victim.pod().object());
        return new Injection(stopped, stopped);
    }

    @Override
    public Proof confirm(Loop loop) {
        Duration patience = LONGEST_FREEZE.minus(CALL).compareTo(LeaseTimes.patience(before)) < 0
                ? LONGEST_FREEZE.minus(CALL)
                : LeaseTimes.patience(before);
        var handedOver = watch.proof(loop, patience);
        List<String> evidence = new ArrayList<>(handedOver.evidence());
        if (!handedOver.held()) {
            return new Proof(false, handedOver.again(), evidence);
        }
        victim.awaitDeath(victim.signal(Signal.KILL, loop), loop);
        ended = true;
        evidence.add(victim.deathNote());
        var restarted = new RestartEvidence(cluster, victim.pod(), Victim.exitCodes(Signal.KILL)).await(loop, RESTART);
        evidence.addAll(restarted.evidence());
        return restarted.held() ? Proof.held(evidence) : Proof.missing(evidence);
    }

    @Override
    public Optional<Duration> hold() {
        return Optional.empty();
    }

    @Override
    public void heal(Loop loop) {
        watch.stop(loop);
        if (!ended) {
            loop.await(
                    victim.agent().thaw(victim.process()),
                    CALL,
                    "SIGCONT to " + victim.pod().object());
        }
    }

    @Override
    public List<String> leftovers(Loop loop) {
        var residue = loop.await(
                victim.agent().residue(),
                CALL,
                "what is left on node " + victim.pod().node());
        if (residue.isEmpty()) {
            return List.of();
        }
        throw new FaultException(
                FaultException.Kind.FAILED, "left on node " + victim.pod().node() + ": " + String.join("; ", residue));
    }
}
