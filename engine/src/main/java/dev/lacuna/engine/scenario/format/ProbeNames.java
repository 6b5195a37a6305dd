package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.Safeguards.AbortWhen;
import dev.lacuna.engine.scenario.shape.Guess;
import dev.lacuna.engine.scenario.shape.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the probes of a scenario are called, those that have problems of their own included. */
final class ProbeNames {
    private final TreeSet<String> known = new TreeSet<>();
    private final TreeSet<String> flawed = new TreeSet<>();
    private final boolean complete;

    /** @param probes empty where they could not be read at all */
    ProbeNames(Optional<List<Draft.Named<ProbeSpec>>> probes) {
        complete = probes.filter(all -> all.stream().allMatch(one -> one.name().isPresent()))
                .isPresent();
        probes.orElse(List.of())
                .forEach(probe -> probe.name().ifPresent(name -> {
                    known.add(name);
                    if (probe.value().isEmpty()) {
                        flawed.add(name);
                    }
                }));
    }

    Set<String> known() {
        return known;
    }

    /** Whether it may be a probe whose measures are not known: one with a problem, or, as its name may be the problem, any that is not known. */
    boolean mayBeFlawed(String name) {
        return flawed.contains(name) || (!complete && !known.contains(name));
    }

    /** Checks that each probe that may end the run exists. */
    List<Problem> check(List<Draft.Named<AbortWhen>> aborts) {
        var problems = new ArrayList<Problem>();
        for (var abort : aborts) {
            abort.name()
                    .filter(name -> complete && !known.contains(name))
                    .map(name -> "`" + name + "` is no probe of this scenario" + Guess.orAllowed(name, known))
                    .ifPresent(why -> problems.add(new Problem(abort.at(), why)));
        }
        return problems;
    }
}
