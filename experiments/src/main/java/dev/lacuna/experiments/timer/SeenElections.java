package dev.lacuna.experiments.timer;

import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The elections of a cluster as far as their timers are concerned. Reads when asked, on the run's thread. */
public final class SeenElections {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private final List<LeaseRecord> records;

    private SeenElections(List<LeaseRecord> records) {
        this.records = List.copyOf(records);
    }

    public static SeenElections now(ControlPlane cluster, Loop loop) {
        return new SeenElections(loop.await(cluster.elections(), PATIENCE, "list elections"));
    }

    /** The bound of one election; empty where it isn't there, or its timing is not client-go's own (KEP-4355: coordinated election). */
    public Optional<TimerBound> bound(String election, Ousting ousting, boolean alone) {
        return record(election)
                .filter(record -> !record.coordinated() && !record.duration().isZero())
                .map(record ->
                        new ElectionBound(record.election().name(), LeaseTimers.of(record.duration()), ousting, alone));
    }

    /** The times of one election, as far as its record tells. */
    public Optional<LeaseTimers> timers(String election) {
        return record(election)
                .filter(record ->
                        !record.duration().isZero() && !record.holder().isEmpty())
                .map(record -> LeaseTimers.of(record.duration()));
    }

    private Optional<LeaseRecord> record(String election) {
        int cut = election.indexOf('/');
        String namespace = cut < 0 ? "" : election.substring(0, cut);
        String name = election.substring(cut + 1);
        return records.stream()
                .filter(record -> record.election().name().equals(name)
                        && (namespace.isEmpty() || record.election().namespace().equals(namespace)))
                .min(Comparator.comparingInt(
                        record -> record.election().namespace().equals("kube-system") ? 0 : 1));
    }

    /**
     * How a component loses its lease that is asked to end by SIGTERM. Of the controller manager it is a feature gate's matter, which no object tells
     * (docs/mechanics.md, "Signals").
     */
    public static Ousting bySigterm(String election) {
        return election.equals("kube-scheduler") ? Ousting.RELEASED : Ousting.PERHAPS_RELEASED;
    }

    /** Whether every candidate of an election is among those that are hit; of an election outside of the control plane that is not known. */
    public static boolean alone(String election, Set<String> hit, ControlPlane cluster, Loop loop) {
        var candidates = loop.await(cluster.members(), PATIENCE, "list the control plane's pods").stream()
                .filter(pod -> pod.component().equals(election))
                .toList();
        return !candidates.isEmpty() && candidates.stream().allMatch(pod -> hit.contains(pod.object()));
    }
}
