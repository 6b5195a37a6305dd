package dev.lacuna.engine.safeguard;

import java.util.List;

/** What is known of etcd's voting members. That nobody looked, and that nobody can see them, are answers of their own: neither says that all is well. */
public sealed interface Voters {

    /** All of them, by etcd's own list; those outside of the cluster's nodes too. */
    record Seen(List<Voter> all) implements Voters {

        public Seen {
            all = List.copyOf(all);
        }
    }

    /** They can't be seen from here: {@code why}. */
    record Unseen(String why) implements Voters {}

    /** Nobody looked, because nothing of the control plane was to be hit. */
    record NotAsked() implements Voters {}

    /**
     * A voting member of etcd.
     *
     * @param node empty where it is on no node of the cluster, or it is not known on which
     */
    record Voter(String name, String node, boolean healthy) {

        boolean placed() {
            return !node.isEmpty();
        }
    }

    /** Those that were seen. */
    default List<Voter> seen() {
        return this instanceof Seen known ? known.all() : List.of();
    }
}
