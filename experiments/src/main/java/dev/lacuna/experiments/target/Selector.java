package dev.lacuna.experiments.target;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a scenario means by a target. */
public sealed interface Selector {

    /** The election whose leader is meant; empty where none is. */
    default Optional<String> leaderOf() {
        if (this instanceof Leader leader) {
            return Optional.of(leader.election());
        }
        return this instanceof Component component && component.role() == Role.LEADER
                ? Optional.of(component.component())
                : Optional.empty();
    }

    /** Who leads an election now; {@code etcd} is etcd's own. */
    record Leader(String election) implements Selector {
        @Override
        public String toString() {
            return "the leader of " + election;
        }
    }

    /** Pods of a component of the control plane. */
    record Component(String component, Role role, Count count) implements Selector {
        @Override
        public String toString() {
            return count + " of " + component
                    + (role == Role.ANY ? "" : " that is a " + role.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Pods by labels. */
    record Pods(String namespace, Map<String, String> labels, Count count) implements Selector {
        public Pods {
            labels = Map.copyOf(labels);
        }

        @Override
        public String toString() {
            return count + " of pods in namespace " + namespace + " with labels "
                    + new TreeMap<>(labels)
                            .entrySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
    }

    /** Whether the component's leader is meant or the others; for components with an election and for etcd. */
    enum Role {
        ANY,
        LEADER,
        FOLLOWER
    }
}
