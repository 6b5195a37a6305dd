package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.scenario.Slo;
import dev.lacuna.engine.scenario.Unit;
import dev.lacuna.engine.scenario.shape.Findings;
import dev.lacuna.engine.scenario.shape.Guess;
import dev.lacuna.engine.scenario.shape.Origin;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Checks what one part of a scenario says of another: names that are unique, measures and probes that exist. */
final class References {
    private final Draft.Spec spec;
    private final Findings findings;
    private final Map<String, ProbeSpec> probes = new LinkedHashMap<>();
    private final Map<String, Unit> measures = new LinkedHashMap<>();

    References(Draft draft, Findings findings) {
        this.spec = draft.spec();
        this.findings = findings;
        for (var probe : spec.probes()) {
            probes.putIfAbsent(probe.name(), probe);
            new TreeSet<>(probe.measures()).forEach(measure -> measures.putIfAbsent(measure, probe.unit(measure)));
        }
    }

    void check() {
        checkNames();
        spec.slos().forEach(this::checkMeasure);
        for (var abort : spec.safeguards().abortWhen()) {
            if (!probes.containsKey(abort.probe())) {
                findings.add(abort.origin(), "`" + abort.probe() + "` is no probe of this scenario" + Guess.orAllowed(abort.probe(), probes.keySet()));
            }
        }
    }

    private void checkNames() {
        var experiments = new HashMap<String, Origin>();
        spec.experiments().forEach(one -> checkName("experiment", one.name(), one.origin(), experiments));
        var named = new HashMap<String, Origin>();
        spec.probes().forEach(one -> checkName("probe", one.name(), one.origin(), named));
        var slos = new HashMap<String, Origin>();
        spec.slos().forEach(one -> checkName("SLO", one.name(), one.origin(), slos));
        for (var probe : spec.probes()) {
            if (probe.name().equals(Elections.PREFIX)) {
                findings.add(probe.origin(), "`election` is the name of the implied probes of elections; name this one otherwise");
            }
        }
    }

    private void checkName(String what, String name, Origin origin, Map<String, Origin> known) {
        var first = known.putIfAbsent(name, origin);
        if (first != null) {
            findings.add(origin, "`" + name + "` names another " + what + " already, in line " + first.line() + "; each needs a name of its own");
        }
    }

    private void checkMeasure(Slo slo) {
        var election = slo.measure().startsWith(Elections.PREFIX + ".");
        var unit = election ? electionUnit(slo) : Optional.ofNullable(measures.get(slo.measure()));
        if (unit.isEmpty()) {
            if (!election) {
                findings.add(slo.origin(), "`" + slo.measure() + "` is no measure of this scenario" + guess(slo.measure()));
            }
        } else if (slo.bound().unit() != unit.get()) {
            findings.add(
                    slo.origin(),
                    "`" + slo.bound().written() + "` is no bound for `" + slo.measure() + "`; needed is " + unit.get().needed());
        }
    }

    private String guess(String measure) {
        var known = new TreeSet<>(measures.keySet());
        for (var experiment : spec.experiments()) {
            for (var lease : experiment.fault().elections()) {
                Elections.MEASURES.forEach(one -> known.add(Elections.PREFIX + "." + lease + "." + one));
            }
        }
        return known.isEmpty()
                ? "; it has no probes, so only election.<lease>." + String.join("|", Elections.MEASURES) + " can be measured"
                : Guess.orAllowed(measure, known);
    }

    /** {@code election.<lease>.<measure>}; a lease's name may have dots. */
    private Optional<Unit> electionUnit(Slo slo) {
        int first = Elections.PREFIX.length();
        int last = slo.measure().lastIndexOf('.');
        var measure = slo.measure().substring(last + 1);
        if (last <= first + 1) {
            findings.add(slo.origin(), "`" + slo.measure() + "` names no lease; write election.<lease>." + String.join("|", Elections.MEASURES));
            return Optional.empty();
        }
        var lease = slo.measure().substring(first + 1, last);
        if (!Elections.MEASURES.contains(measure)) {
            findings.add(slo.origin(), "`" + measure + "` is no measure of an election" + Guess.orAllowed(measure, Elections.MEASURES));
            return Optional.empty();
        }
        return hit(lease, slo) ? Optional.of(Elections.unit(measure)) : Optional.empty();
    }

    /** Whether an experiment may hit this election: one that is sure to hit others only does not. */
    private boolean hit(String lease, Slo slo) {
        var sure = new TreeSet<String>();
        for (var experiment : spec.experiments()) {
            var elections = experiment.fault().elections();
            if (elections.isEmpty() || elections.contains(lease)) {
                return true;
            }
            sure.addAll(elections);
        }
        findings.add(slo.origin(), "no experiment hits the election `" + lease + "`" + Guess.orAllowed(lease, sure));
        return false;
    }
}
