package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the user has excluded is never hit; there is no consent to that but to take the exclusion away. */
final class ExclusionGuard implements Guard {

    @Override
    public String name() {
        return "exclude";
    }

    @Override
    public Optional<String> consent() {
        return Optional.empty();
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        return Stream.concat(
                        Stream.concat(impact.nodes().stream(), impact.cut().stream())
                                .distinct()
                                .filter(facts.excludedNodes()::contains)
                                .map(node -> "node " + node),
                        impact.namespaces().stream()
                                .filter(facts.excludedNamespaces()::contains)
                                .map(namespace -> "namespace " + namespace))
                .sorted()
                .map(what -> new Refusal(
                        name(),
                        what + " is excluded (--exclude-node, --exclude-namespace), and would be hit",
                        false,
                        false))
                .toList();
    }
}
