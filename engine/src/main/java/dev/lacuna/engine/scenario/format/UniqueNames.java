package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Finds names that stand for more than one thing. */
final class UniqueNames {
    private UniqueNames() {}

    /** @param what they are, in the user's word */
    static <T> List<Problem> check(String what, List<Draft.Named<T>> named) {
        var problems = new ArrayList<Problem>();
        var known = new HashMap<String, Origin>();
        for (var one : named) {
            if (one.name().isEmpty()) {
                continue;
            }
            var name = one.name().get();
            var first = known.putIfAbsent(name, one.at());
            if (first != null) {
                problems.add(new Problem(
                        one.at(),
                        "`" + name + "` names another " + what + " already, in line " + first.line()
                                + "; each needs a name of its own"));
            }
            if (what.equals("probe") && name.equals(Elections.PREFIX)) {
                problems.add(new Problem(
                        one.at(),
                        "`" + Elections.PREFIX
                                + "` names the implied probes of elections; give this one another name"));
            }
        }
        return problems;
    }
}
