package dev.lacuna.engine.fault;

import java.util.List;
import java.util.Set;

/**
 * What a fault would do to the cluster as it is now.
 *
 * @param summary one line for people: {@code SIGKILL to kube-scheduler on cp2, which leads}
 * @param elections whose holder is to be watched while the fault is on, by name: they become probes of the run
 * @param notes what else `plan` should say, such as the API servers that the fault doesn't touch
 */
public record Proposal(
        String summary,
        List<Target> targets,
        Impact impact,
        List<Right> rights,
        Set<String> elections,
        List<String> notes) {

    public Proposal {
        targets = List.copyOf(targets);
        rights = List.copyOf(rights);
        elections = Set.copyOf(elections);
        notes = List.copyOf(notes);
    }
}
