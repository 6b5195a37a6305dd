package dev.lacuna.experiments.network;

import java.util.Set;

/**
 * One end of a path, resolved.
 *
 * @param node empty for what is not a node of the cluster: nothing can be filtered there
 * @param addresses packets come from
 */
record End(String node, Set<String> addresses) {

    End {
        addresses = Set.copyOf(addresses);
    }

    boolean isNode() {
        return !node.isEmpty();
    }
}
