package dev.lacuna.experiments.kill;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Momentary;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.SentSignal;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.process.Victim;
import dev.lacuna.experiments.target.Incumbent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A signal to the process of each victim. Over at once: the kubelet restarts what ended. */
final class SignalStrike implements Momentary {
    private final ControlPlane cluster;
    private final List<Victim> victims;
    private final Signal signal;
    private final Optional<Incumbent> incumbent;

    /** @param incumbent where the one victim was chosen because it leads */
    SignalStrike(ControlPlane cluster, List<Victim> victims, Signal signal, Optional<Incumbent> incumbent) {
        this.cluster = cluster;
        this.victims = victims;
        this.signal = signal;
        this.incumbent = incumbent;
    }

    @Override
    public Intent intent() {
        var pods = victims.stream().map(Victim::pod).toList();
        return new Intent(
                "SIG%s to %s".formatted(signal, pods.stream().map(Pod::object).collect(Collectors.joining(", "))),
                pods.stream().map(Pod::node).distinct().toList(),
                "nothing to end: the kubelet restarts the container",
                KillFault.details(pods),
                Duration.ZERO);
    }

    @Override
    public void arm(Loop loop) {
        incumbent.ifPresent(leader -> leader.look(loop));
    }

    @Override
    public void heal(Loop loop) {
        incumbent.ifPresent(leader -> leader.release(loop));
    }

    /** Several victims get their signals one right after the other; only then are their deaths awaited, which may take a minute each. */
    @Override
    public Injection inject(Loop loop) {
        incumbent.ifPresent(Incumbent::requireInOffice);
        List<SentSignal> blows = new ArrayList<>();
        for (Victim victim : victims) {
            blows.add(victim.signal(signal, loop));
        }
        List<Interval> gone = new ArrayList<>();
        for (int i = 0; i < victims.size(); i++) {
            gone.add(victims.get(i).awaitDeath(blows.get(i), loop));
        }
        return new Injection(
                Interval.spanning(blows.stream().map(SentSignal::sent).toList()), Interval.spanning(gone));
    }

    @Override
    public Proof confirm(Loop loop) {
        var deposed = incumbent.flatMap(leader -> leader.deposed(loop)).orElse(Proof.held(List.of()));
        List<String> evidence = new ArrayList<>(deposed.evidence());
        if (!deposed.held()) {
            return deposed;
        }
        for (Victim victim : victims) {
            evidence.add(victim.deathNote());
            var proof = victim.restart(cluster, signal, loop);
            evidence.addAll(proof.evidence());
            if (!proof.held()) {
                return Proof.missing(evidence);
            }
        }
        return Proof.held(evidence);
    }

    @Override
    public List<Milestone> milestones() {
        return Stream.concat(
                        incumbent.stream().flatMap(leader -> leader.milestones().stream()),
                        victims.stream().flatMap(victim -> victim.restarted().stream()))
                .toList();
    }
}
