package dev.lacuna.experiments.handover;

import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.process.Remains;
import dev.lacuna.experiments.process.Victim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stops the leader's process until another one has renewed twice, then kills it while it is still stopped: at no time do two lead. If nobody takes over, it is let go on.
 */
final class CertainStrike extends HandoverStrike {
    private static final Duration CALL = Duration.ofSeconds(5);

    /** kubeadm's liveness probe ends a process that hangs after 120 s at the earliest (docs/mechanics.md): the thaw comes well before. */
    private static final Duration LONGEST_FREEZE = Duration.ofSeconds(90);

    private final Victim victim;
    private final Remains remains;
    private boolean ended;

    CertainStrike(ControlPlane cluster, Victim victim, LeaseRecord before) {
        super(cluster, before);
        this.victim = victim;
        this.remains = Remains.of(
                cluster, Set.of(victim.pod().node()), Set.of(victim.pod().containerId()));
    }

    @Override
    public Intent intent() {
        return new Intent(
                "SIGSTOP to %s, which leads %s, until another one leads; then SIGKILL"
                        .formatted(victim.pod().object(), before().election()),
                List.of(victim.pod().node()),
                "SIGCONT on node " + victim.pod().node(),
                Map.of("thaw", victim.pod().containerId()),
                LONGEST_FREEZE);
    }

    /** The effect is that the process stands still; the agent arms its thaw before it stops it. */
    @Override
    public Injection inject(Loop loop) {
        requireInOffice(victim.pod());
        var stopped = loop.await(
                victim.agent().freeze(victim.process(), LONGEST_FREEZE),
                CALL,
                "SIGSTOP to " + victim.pod().object());
        return new Injection(stopped, stopped);
    }

    @Override
    public Proof confirm(Loop loop) {
        var handedOver = handedOver(victim.pod().object() + " was stopped", patience(), loop);
        if (!handedOver.held()) {
            return handedOver;
        }
        victim.awaitDeath(victim.signal(Signal.KILL, loop), loop);
        ended = true;
        var killed = both(handedOver, Proof.held(List.of(victim.deathNote())));
        return both(killed, victim.restart(cluster(), Signal.KILL, loop));
    }

    private Duration patience() {
        var usual = LeaseTimes.patience(before());
        var most = LONGEST_FREEZE.minus(CALL);
        return most.compareTo(usual) < 0 ? most : usual;
    }

    @Override
    public void heal(Loop loop) {
        super.heal(loop);
        if (!ended) {
            Remains.unlessEnded(() -> loop.await(
                    victim.agent().thaw(victim.process()),
                    CALL,
                    "SIGCONT to " + victim.pod().object()));
        }
    }

    @Override
    public List<String> leftovers(Loop loop) {
        return remains.on(victim.agent(), loop);
    }
}
