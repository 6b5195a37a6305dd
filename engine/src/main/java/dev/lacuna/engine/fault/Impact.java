package dev.lacuna.engine.fault;

import java.util.Set;

/**
 * What the guards have to know of a fault.
 *
 * @param nodes on which something is done
 * @param losses what is taken away, and where
 * @param elections whose leader is hit or loses what it needs to lead: {@code kube-scheduler}, or {@code namespace/name} outside of kube-system
 * @param wholeNodeNetwork whether packets are filtered on a node's own network without naming both peers and ports
 * @param cut nodes that are cut off, by all or some of their paths
 * @param namespaces of the pods that are hit
 */
public record Impact(
        Set<String> nodes,
        Set<Loss> losses,
        Set<String> elections,
        boolean wholeNodeNetwork,
        Set<String> cut,
        Set<String> namespaces) {

    public Impact {
        nodes = Set.copyOf(nodes);
        losses = Set.copyOf(losses);
        elections = Set.copyOf(elections);
        cut = Set.copyOf(cut);
        namespaces = Set.copyOf(namespaces);
    }
}
