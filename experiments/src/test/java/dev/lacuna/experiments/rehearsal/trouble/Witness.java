package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.experiments.rehearsal.Truth;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Sees what truly happens, and nothing of what the run believes. */
final class Witness {
    /** How what stands still is named that is not the control plane's. */
    static final String ORDINARY = "pod ";

    private final Truth truth;
    private final List<Happening> seen = new ArrayList<>();

    Witness(Truth truth) {
        this.truth = truth;
        truth.elections()
                .forEach(election -> seen.add(new Happening(0, Happening.Kind.HELD, election, truth.holder(election))));
        truth.tell(seen::add);
    }

    Truth truth() {
        return truth;
    }

    List<Happening> seen() {
        return seen;
    }

    /** What faults of runs are in force now. API servers are stopped by troubles alone: no fault stops them. */
    List<String> inForce() {
        List<String> all = new ArrayList<>();
        truth.machines().forEach(machine -> {
            machine.host().filters().stream()
                    .filter(filter -> filter.id().contains("-f"))
                    .forEach(filter -> all.add(machine.name() + ": filter " + filter.id()));
            machine.pods().stream()
                    .filter(pod -> !pod.component().equals(ClusterTroubles.API_SERVER))
                    .filter(pod -> pod.execution()
                            .filter(process -> process.state() == Execution.State.STOPPED)
                            .isPresent())
                    .forEach(pod -> all.add(machine.name() + ": stopped "
                            + (pod.component().isEmpty()
                                    ? ORDINARY + pod.shown().name()
                                    : pod.component())));
        });
        return all;
    }

    Stream<Happening> of(Happening.Kind kind) {
        return seen.stream().filter(happening -> happening.kind() == kind);
    }

    Stream<Happening> of(Happening.Kind kind, String node, String what) {
        return of(kind).filter(one -> one.node().equals(node) && one.what().equals(what));
    }

    /** The first that fits, from a moment on. */
    Optional<Happening> firstSince(long from, Predicate<Happening> fits) {
        return seen.stream().filter(one -> one.at() >= from && fits.test(one)).findFirst();
    }

    /** The last that fits, before a moment. */
    Optional<Happening> lastBefore(long before, Predicate<Happening> fits) {
        return seen.stream().filter(one -> one.at() < before && fits.test(one)).reduce((one, later) -> later);
    }
}
