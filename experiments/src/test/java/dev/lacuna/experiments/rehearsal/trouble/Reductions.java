package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.Slo;
import dev.lacuna.engine.scenario.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ways to make a case smaller, each with a name, so that a list of names repeats what was left of a case. */
final class Reductions {
    private static final int LEAST_LENGTH = 1_000_000_000;

    private Reductions() {}

    /** Names of all that can be left out of a case, what saves most first. */
    static List<String> of(Case made) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < made.troubles().size(); i++) {
            names.add("trouble" + i);
        }
        for (int i = 0; i < made.scenario().experiments().size(); i++) {
            names.add("experiment" + i);
        }
        for (int i = 0; i < made.scenario().probes().size(); i++) {
            names.add("probe" + i);
        }
        for (int i = 0; i < made.scenario().slos().size(); i++) {
            names.add("slo" + i);
        }
        names.addAll(List.of("trials", "load", "clocks", "apps", "planes", "workers"));
        for (int i = 0; i < made.troubles().size(); i++) {
            names.add("half" + i);
        }
        return names;
    }

    /** The smaller case; empty where there is nothing of that name, or nothing would be left. */
    static Optional<Case> applied(Case made, String name) {
        var scenario = made.scenario();
        int number = name.replaceAll("\\D", "").isEmpty() ? 0 : Integer.parseInt(name.replaceAll("\\D", ""));
        return switch (name.replaceAll("\\d", "")) {
            case "trouble" -> without(made.troubles(), number, 0).map(left -> with(made, left));
            case "half" -> halved(made, number);
            case "experiment" ->
                without(scenario.experiments(), number, 1)
                        .map(left -> with(
                                made, copy(scenario, scenario.trials(), left, scenario.probes(), scenario.slos())));
            case "probe" -> probe(made, number);
            case "slo" -> without(scenario.slos(), number, 1).map(left -> with(made, slos(scenario, left)));
            case "trials" ->
                scenario.trials().count() == 1
                        ? Optional.empty()
                        : Optional.of(with(
                                made,
                                copy(
                                        scenario,
                                        new Trials(1, scenario.trials().pause()),
                                        scenario.experiments(),
                                        scenario.probes(),
                                        scenario.slos())));
            case "load", "clocks", "apps", "planes", "workers" ->
                SmallerModel.of(made.model(), name)
                        .map(model -> new Case(made.seed(), scenario, model, made.troubles()));
            default -> throw new IllegalArgumentException("no reduction is called " + name);
        };
    }

    private static <T> Optional<List<T>> without(List<T> all, int number, int least) {
        if (number >= all.size() || all.size() <= least) {
            return Optional.empty();
        }
        List<T> left = new ArrayList<>(all);
        left.remove(number);
        return Optional.of(left);
    }

    private static Optional<Case> halved(Case made, int number) {
        if (number >= made.troubles().size() || made.troubles().get(number).length() < LEAST_LENGTH) {
            return Optional.empty();
        }
        List<Trouble> left = new ArrayList<>(made.troubles());
        left.set(number, left.get(number).shorter());
        return Optional.of(with(made, left));
    }

    /** With its SLOs, and what ends the run for its sake. */
    private static Optional<Case> probe(Case made, int number) {
        var scenario = made.scenario();
        var left = without(scenario.probes(), number, 0);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        String name = scenario.probes().get(number).name();
        var slos = scenario.slos().stream()
                .filter(slo -> !slo.measure().startsWith(name + "."))
                .toList();
        boolean aborts = scenario.safeguards().abortWhen().stream()
                .anyMatch(one -> one.probe().equals(name));
        return slos.isEmpty() || aborts
                ? Optional.empty()
                : Optional.of(with(made, copy(scenario, scenario.trials(), scenario.experiments(), left.get(), slos)));
    }

    private static Case with(Case made, List<Trouble> troubles) {
        return new Case(made.seed(), made.scenario(), made.model(), troubles);
    }

    private static Case with(Case made, Scenario scenario) {
        return new Case(made.seed(), scenario, made.model(), made.troubles());
    }

    private static Scenario slos(Scenario was, List<Slo> slos) {
        return copy(was, was.trials(), was.experiments(), was.probes(), slos);
    }

    private static Scenario copy(
            Scenario was, Trials trials, List<Experiment> experiments, List<ProbeSpec> probes, List<Slo> slos) {
        return new Scenario(
                was.name(),
                was.labels(),
                was.description(),
                was.schedule(),
                trials,
                was.steadyState(),
                experiments,
                probes,
                slos,
                was.safeguards(),
                was.source(),
                was.origin());
    }
}
