package dev.lacuna.experiments.target;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Target;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whoever is hit is the one who was proposed: the plan has shown him, and the guards were asked about him. */
public final class Unchanged {

    private Unchanged() {}

    /**
     * Compares what was proposed with what was found when everything was made ready.
     *
     * @throws FaultException when something else would be hit by now
     */
    public static void require(Proposal proposal, Collection<Target> now) {
        var was = places(proposal.targets());
        var is = places(now);
        if (!was.equals(is)) {
            throw new FaultException(
                    FaultException.Kind.TARGET_CHANGED,
                    "by now it would hit something else than what was proposed and the guards were asked about: %s; before: %s. Nothing was injected"
                            .formatted(is, was));
        }
    }

    private static Set<String> places(Collection<Target> targets) {
        return targets.stream()
                .map(target -> String.join(
                        " ",
                        target.object(),
                        target.containerId().isEmpty() ? "" : "container " + target.containerId(),
                        target.details().getOrDefault("drops", ""),
                        target.details().getOrDefault("transferee", "")))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
