package dev.lacuna.experiments.handover;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.process.Victim;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ends the leader's process, at once or gracefully, and looks who leads then. */
final class ProcessStrike extends HandoverStrike {
    private final Victim victim;
    private final Signal signal;

    ProcessStrike(ControlPlane cluster, Victim victim, LeaseRecord before, Signal signal) {
        super(cluster, before);
        this.victim = victim;
        this.signal = signal;
    }

    @Override
    public Intent intent() {
        return new Intent(
                "SIG%s to %s, which leads %s".formatted(signal, victim.pod().object(), before().election()),
                List.of(victim.pod().node()),
                "nothing to end: the kubelet restarts the container",
                Map.of("containers", victim.pod().containerId()),
                Duration.ZERO);
    }

    @Override
    public Injection inject(Loop loop) {
        requireInOffice(victim.pod());
        var sent = victim.signal(signal, loop);
        return new Injection(sent.sent(), victim.awaitDeath(sent, loop));
    }

    @Override
    public Proof confirm(Loop loop) {
        var handedOver = handedOver(victim.deathNote(), LeaseTimes.patience(before()), loop);
        return handedOver.held() ? both(handedOver, victim.restart(cluster(), signal, loop)) : handedOver;
    }

    @Override
    public List<Milestone> milestones() {
        return victim.restarted().stream().toList();
    }

    @Override
    public List<String> leftovers(Loop loop) {
        return List.of();
    }
}
