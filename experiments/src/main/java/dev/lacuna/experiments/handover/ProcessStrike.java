package dev.lacuna.experiments.handover;

import dev.lacuna.engine.explanation.Milestone;
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

/** Ends the leader's process, at once or gracefully, and looks who leads then. */
final class ProcessStrike implements Strike {
    private static final Duration RESTART = Duration.ofMinutes(2);
    private final ControlPlane cluster;
    private final Victim victim;
    private final LeaseRecord before;
    private final SuccessorWatch watch;
    private final Signal signal;
    private final List<Milestone> restarts = new ArrayList<>();

    ProcessStrike(ControlPlane cluster, Victim victim, LeaseRecord before, SuccessorWatch watch, Signal signal) {
        this.cluster = cluster;
        this.victim = victim;
        this.before = before;
        this.watch = watch;
        this.signal = signal;
    }

    @Override
    public Intent intent() {
        return new Intent(
                "SIG%s to %s, which leads %s".formatted(signal, victim.pod().object(), before.election()),
                List.of(victim.pod().node()),
                "nothing to end: the kubelet restarts the container",
                Map.of("containers", victim.pod().containerId()),
                Duration.ZERO);
    }

    @Override
    public void arm(Loop loop) {
        watch.start(loop);
    }

    @Override
    public Injection inject(Loop loop) {
        var sent = victim.signal(signal, loop);
        return new Injection(sent.sent(), victim.awaitDeath(sent, loop));
    }

    @Override
    public Proof confirm(Loop loop) {
        List<String> evidence = new ArrayList<>();
        evidence.add(victim.deathNote());
        var handedOver = watch.proof(loop, LeaseTimes.patience(before));
        evidence.addAll(handedOver.evidence());
        if (!handedOver.held()) {
            return new Proof(false, handedOver.again(), evidence);
        }
        var restart = new RestartEvidence(cluster, victim.pod(), Victim.exitCodes(signal));
        var ended = restart.await(loop, RESTART);
        restart.successor().flatMap(victim::restart).ifPresent(restarts::add);
        evidence.addAll(ended.evidence());
        return ended.held() ? Proof.held(evidence) : Proof.missing(evidence);
    }

    @Override
    public List<Milestone> milestones() {
        return List.copyOf(restarts);
    }

    @Override
    public Optional<Duration> hold() {
        return Optional.empty();
    }

    @Override
    public void heal(Loop loop) {
        watch.stop(loop);
    }

    @Override
    public List<String> leftovers(Loop loop) {
        return List.of();
    }
}
