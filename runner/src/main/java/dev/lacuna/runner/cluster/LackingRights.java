package dev.lacuna.runner.cluster;

import dev.lacuna.engine.fault.Right;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says how rights that lack can be granted: as rules of RBAC, by the namespace that they hold for. */
public final class LackingRights {

    private LackingRights() {}

    /** Lines for people. The rules can be copied into a role as they are. */
    public static List<String> howToGrant(List<Right> lacking) {
        Map<String, Map<Resource, Set<String>>> places = new TreeMap<>();
        for (Right right : lacking) {
            places.computeIfAbsent(right.namespace(), place -> new TreeMap<>())
                    .computeIfAbsent(new Resource(right.group(), right.resource()), resource -> new TreeSet<>())
                    .add(right.verb());
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "to grant them, add these rules to roles of your account (docs/rbac.md has whole roles, ready to apply):");
        places.forEach((namespace, rules) -> {
            lines.add(namespace.isEmpty() ? "  ClusterRole:" : "  Role in namespace " + namespace + ":");
            rules.forEach((resource, verbs) -> lines.add("    - " + resource.rule(verbs)));
        });
        return lines;
    }

    /** The rights in one text, for a message. */
    public static String list(List<Right> lacking) {
        return String.join(
                "\n  ",
                new LinkedHashSet<>(lacking).stream().map(Right::toString).toList());
    }

    private record Resource(String group, String name) implements Comparable<Resource> {

        String rule(Set<String> verbs) {
            var allowed = "verbs: [" + String.join(", ", verbs) + "]}";
            return name.startsWith("/")
                    ? "{nonResourceURLs: [" + name + "], " + allowed
                    : "{apiGroups: [%s], resources: [%s], %s"
                            .formatted(group.isEmpty() ? "\"\"" : group, name, allowed);
        }

        @Override
        public int compareTo(Resource other) {
            int byGroup = group.compareTo(other.group);
            return byGroup != 0 ? byGroup : name.compareTo(other.name);
        }
    }
}
