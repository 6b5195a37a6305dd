package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Leaves one API server at least: through it the helpers are spoken to, the proof is read and the recovery is seen, and whoever comes by the balancer does any work.
 * On a stacked control plane an API server goes with its node's etcd, which is the only one that it speaks to.
 */
final class ApiServerGuard implements Guard {

    @Override
    public String name() {
        return "api-servers";
    }

    @Override
    public Optional<String> consent() {
        return Optional.of("No API server may be left.");
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        boolean left = !Remainder.of(impact, facts).apiServersLeft().isEmpty();
        if (facts.apiServers().isEmpty() || left) {
            return List.of();
        }
        return List.of(new Refusal(
                name(),
                "this takes every API server away at once (on %s), or cuts it off: none would be left to see the recovery by, or to do any work with"
                        .formatted(facts.apiServers().stream().sorted().collect(Collectors.joining(", "))),
                false,
                true));
    }
}
