package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.Safeguards;
import dev.lacuna.engine.scenario.Slo;
import dev.lacuna.engine.scenario.shape.Guess;
import dev.lacuna.engine.scenario.shape.Problem;
import dev.lacuna.engine.slo.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What can be measured in a scenario: what its probes offer, and the elections that its experiments hit. */
final class Measures {
    private static final String OF_ELECTION =
            Elections.PREFIX + ".<lease>.{" + String.join(", ", Elections.MEASURES) + "}";

    private final Map<String, Unit> ofProbes = new LinkedHashMap<>();
    /** The leases that experiments surely hit; empty where one of them may hit any. */
    private final TreeSet<String> leases = new TreeSet<>();

    Measures(List<Draft.Named<Experiment>> experiments, List<Draft.Named<ProbeSpec>> probes) {
        for (var probe : probes) {
            new TreeSet<>(probe.value().measures())
                    .forEach(measure ->
                            ofProbes.putIfAbsent(measure, probe.value().unit(measure)));
        }
        boolean any = false;
        for (var experiment : experiments) {
            var sure = experiment.value().fault().elections();
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
        for (var slo : slos) {
            var wrong = wrongMeasure(slo.slo().measure());
            if (wrong.isPresent()) {
                problems.add(new Problem(slo.measure(), wrong.get()));
            } else {
                wrongBound(slo.slo()).ifPresent(why -> problems.add(new Problem(slo.bound(), why)));
            }
        }
        return problems;
    }

    /** Checks that each probe that may end the run exists. */
    static List<Problem> checkAborts(Safeguards safeguards, List<Draft.Named<ProbeSpec>> probes) {
        var names = new TreeSet<String>();
        probes.forEach(probe -> names.add(probe.name()));
        var problems = new ArrayList<Problem>();
        for (var abort : safeguards.abortWhen()) {
            if (!names.contains(abort.probe())) {
                problems.add(new Problem(
                        abort.origin(),
                        "`" + abort.probe() + "` is no probe of this scenario"
                                + Guess.orAllowed(abort.probe(), names)));
            }
        }
        return problems;
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
        return Optional.of("`" + measure + "` is no measure of this scenario" + Guess.orAllowed(measure, known));
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

    private Optional<String> wrongBound(Slo slo) {
        var known = ofProbes.get(slo.measure());
        var unit = known == null
                ? Elections.unit(slo.measure().substring(slo.measure().lastIndexOf('.') + 1))
                : known;
        return slo.bound().limit().unit() == unit
                ? Optional.empty()
                : Optional.of("`" + slo.bound().written() + "` is no bound for `" + slo.measure() + "`; needed is "
                        + unit.needed());
    }
}
