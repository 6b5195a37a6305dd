package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Bound;
import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.scenario.shape.Guess;
import dev.lacuna.engine.scenario.shape.Problem;
import dev.lacuna.engine.slo.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What can be measured in a scenario: what its probes offer, and the elections that its experiments hit. */
final class Measures {
    private static final String OF_ELECTION =
            Elections.PREFIX + ".<lease>.{" + String.join(", ", Elections.MEASURES) + "}";

    private final Map<String, Unit> ofProbes = new LinkedHashMap<>();
    private final ProbeNames probeNames;
    /** The leases that experiments surely hit; empty where one of them may hit any. */
    private final TreeSet<String> leases = new TreeSet<>();

    /** Each is empty where it could not be read at all. */
    Measures(Optional<List<Draft.Planned>> experiments, Optional<List<Draft.Named<ProbeSpec>>> probes) {
        probeNames = new ProbeNames(probes);
        for (var probe : probes.orElse(List.of())) {
            probe.value()
                    .ifPresent(spec -> new TreeSet<>(spec.measures())
                            .forEach(measure -> ofProbes.putIfAbsent(measure, spec.unit(measure))));
        }
        boolean any = experiments.isEmpty();
        for (var experiment : experiments.orElse(List.of())) {
            var sure = experiment.fault().map(FaultSpec::elections).orElse(Set.of());
            any |= sure.isEmpty();
            leases.addAll(sure);
        }
        if (any) {
            leases.clear();
        }
    }

    /** Checks that each SLO's measure exists and that its bound is of the same unit. */
    List<Problem> check(List<Draft.Judged> slos) {
        var problems = new ArrayList<Problem>();
        slos.forEach(slo -> slo.measure().ifPresent(measure -> check(slo, measure, problems)));
        return problems;
    }

    private void check(Draft.Judged slo, String measure, List<Problem> problems) {
        if (mayBeOfFlawedProbe(measure)) {
            return;
        }
        var wrong = wrongMeasure(measure);
        if (wrong.isPresent()) {
            problems.add(new Problem(slo.measureAt(), wrong.get()));
        } else {
            slo.bound()
                    .flatMap(bound -> wrongBound(measure, bound))
                    .ifPresent(why -> problems.add(new Problem(slo.boundAt(), why)));
        }
    }

    private boolean mayBeOfFlawedProbe(String measure) {
        return !measure.startsWith(Elections.PREFIX + ".")
                && !ofProbes.containsKey(measure)
                && probeNames.mayBeFlawed(measure.substring(0, measure.lastIndexOf('.')));
    }

    private Optional<String> wrongMeasure(String measure) {
        if (measure.startsWith(Elections.PREFIX + ".")) {
            return wrongElection(measure);
        }
        if (ofProbes.containsKey(measure)) {
            return Optional.empty();
        }
        var known = new ArrayList<>(ofProbes.keySet());
        leases.forEach(
                lease -> Elections.MEASURES.forEach(one -> known.add(Elections.PREFIX + "." + lease + "." + one)));
        if (leases.isEmpty()) {
            known.add(OF_ELECTION);
        }
        return Optional.of("`" + measure + "` is no measure of this scenario"
                + ofNearFlawedProbe(measure).orElseGet(() -> Guess.orAllowed(measure, known)));
    }

    /** A probe with a problem is to be guessed as well, though nobody knows what it measures. */
    private Optional<String> ofNearFlawedProbe(String measure) {
        int dot = measure.lastIndexOf('.');
        return Guess.near(measure.substring(0, dot), probeNames.known())
                .filter(probeNames::mayBeFlawed)
                .map(near -> "; did you mean `" + near + measure.substring(dot) + "`?");
    }

    /** {@code election.<lease>.<measure>}; a lease's name may have dots. */
    private Optional<String> wrongElection(String measure) {
        int first = Elections.PREFIX.length() + 1;
        int last = measure.lastIndexOf('.');
        var word = measure.substring(last + 1);
        if (last <= first) {
            return Optional.of("`" + measure + "` names no lease; write " + OF_ELECTION);
        }
        if (!Elections.MEASURES.contains(word)) {
            return Optional.of(
                    "`" + word + "` is no measure of an election" + Guess.orAllowed(word, Elections.MEASURES));
        }
        var lease = measure.substring(first, last);
        return leases.isEmpty() || leases.contains(lease)
                ? Optional.empty()
                : Optional.of("no experiment hits the election `" + lease + "`" + Guess.orAllowed(lease, leases));
    }

    private Optional<String> wrongBound(String measure, Bound bound) {
        var known = ofProbes.get(measure);
        var unit = known == null ? Elections.unit(measure.substring(measure.lastIndexOf('.') + 1)) : known;
        return bound.limit().unit() == unit
                ? Optional.empty()
                : Optional.of(
                        "`" + bound.written() + "` is no bound for `" + measure + "`; needed is " + unit.needed());
    }
}
