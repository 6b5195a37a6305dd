package dev.lacuna.experiments.handover;

import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.target.Incumbent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all ways to a handover share: the election is watched from before the deed to the healing, and the proof is another leader on another host. */
abstract class HandoverStrike implements Strike {
    private final ControlPlane cluster;
    private final LeaseRecord before;
    private final SuccessorWatch watch;

    /** @param before the record as it was when the leader was chosen */
    HandoverStrike(ControlPlane cluster, LeaseRecord before) {
        this.cluster = cluster;
        this.before = before;
        this.watch = new SuccessorWatch(cluster, before);
    }

    final ControlPlane cluster() {
        return cluster;
    }

    final LeaseRecord before() {
        return before;
    }

    @Override
    public void arm(Loop loop) {
        watch.start(loop);
        watch.awaitFirst(loop);
    }

    @Override
    public Optional<Duration> hold() {
        return Optional.empty();
    }

    @Override
    public void heal(Loop loop) {
        watch.stop(loop);
    }

    /** The leader may have changed since it was chosen: while helpers were made ready, or the user was asked. */
    final void requireInOffice(Pod leader) {
        watch.latest().ifPresent(now -> Incumbent.requireHeld(before, now, leader.object()));
    }

    /** @param deed what is known of the deed itself */
    final Proof handedOver(String deed, Duration patience, Loop loop) {
        var successor = watch.proof(loop, patience);
        List<String> evidence = new ArrayList<>();
        evidence.add(deed);
        evidence.addAll(successor.evidence());
        return new Proof(successor.held(), successor.again(), evidence);
    }

    /** Both must hold; what the second one says is of no interest without the first. */
    static Proof both(Proof first, Proof second) {
        List<String> evidence = new ArrayList<>(first.evidence());
        evidence.addAll(second.evidence());
        return new Proof(first.held() && second.held(), false, evidence);
    }
}
