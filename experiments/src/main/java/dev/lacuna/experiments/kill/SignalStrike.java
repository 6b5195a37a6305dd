package dev.lacuna.experiments.kill;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.SentSignal;
import dev.lacuna.experiments.process.RestartEvidence;
import dev.lacuna.experiments.process.Victim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A signal to the process of each victim. Over at once: the kubelet restarts what ended. */
final class SignalStrike implements Strike {
    /** The kubelet delays a restart by at most 300 s; a longer wait proves nothing more. */
    private static final Duration PROOF_PATIENCE = Duration.ofMinutes(2);

    private final ControlPlane cluster;
    private final List<Victim> victims;
    private final Kill spec;
    private final List<Milestone> restarts = new ArrayList<>();

    private SignalStrike(ControlPlane cluster, List<Victim> victims, Kill spec) {
        this.cluster = cluster;
        this.victims = victims;
        this.spec = spec;
    }

    static SignalStrike prepare(ControlPlane cluster, List<Pod> pods, Kill spec, Set<String> elections, Loop loop) {
        return new SignalStrike(cluster, Victim.find(cluster, pods, elections, loop), spec);
    }

    @Override
    public Intent intent() {
        var pods = victims.stream().map(Victim::pod).toList();
        return new Intent(
                "SIG%s to %s"
                        .formatted(spec.signal(), pods.stream().map(Pod::object).collect(Collectors.joining(", "))),
                pods.stream().map(Pod::node).distinct().toList(),
                "nothing to end: the kubelet restarts the container",
                KillFault.details(pods),
                Duration.ZERO);
    }

    @Override
    public void arm(Loop loop) {
        // A kill leaves nothing in force: the kubelet restarts the container.
    }

    /** Several victims get their signals one right after the other; only then are their deaths awaited, which may take a minute each. */
    @Override
    public Injection inject(Loop loop) {
        List<SentSignal> blows = new ArrayList<>();
        for (Victim victim : victims) {
            blows.add(victim.signal(spec.signal(), loop));
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
        List<String> evidence = new ArrayList<>();
        for (Victim victim : victims) {
            evidence.add(victim.deathNote());
            var restart = new RestartEvidence(cluster, victim.pod(), Victim.exitCodes(spec.signal()));
            var proof = restart.await(loop, PROOF_PATIENCE);
            restart.successor().flatMap(victim::restart).ifPresent(restarts::add);
            evidence.addAll(proof.evidence());
            if (!proof.held()) {
                return Proof.missing(evidence);
            }
        }
        return Proof.held(evidence);
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
        // Nothing is in force.
    }

    @Override
    public List<String> leftovers(Loop loop) {
        return List.of();
    }
}
