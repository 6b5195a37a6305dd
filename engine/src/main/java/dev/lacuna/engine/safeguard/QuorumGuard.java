package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps a majority of etcd's voters: of n, floor((n-1)/2) may be away at once, those that are unhealthy already among them. A node that is cut off or whose
 * etcd ends takes its voter along; on a stacked control plane that is the node's API server, controller-manager and scheduler as well.
 */
final class QuorumGuard implements Guard {

    @Override
    public String name() {
        return "quorum";
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        var nodes = nodesWithoutEtcd(impact);
        if (nodes.isEmpty()) {
            return List.of();
        }
        if (facts.voters().isEmpty()) {
            return impact.losses().stream().anyMatch(loss -> loss.component().equals("etcd"))
                    ? List.of(
                            refusal("etcd's voters can't be seen, so it is not known whether a majority would be left"))
                    : List.of();
        }
        var healthy =
                facts.voters().stream().filter(ClusterFacts.Voter::healthy).toList();
        long lost =
                healthy.stream().filter(voter -> nodes.contains(voter.node())).count();
        long left = healthy.size() - lost;
        int majority = facts.voters().size() / 2 + 1;
        if (lost == 0 || left >= majority) {
            return List.of();
        }
        return List.of(refusal(
                "of %d etcd voters %d are healthy, and this takes %d away (on %s): %d would be left, a majority is %d"
                        .formatted(
                                facts.voters().size(),
                                healthy.size(),
                                lost,
                                String.join(", ", nodes.stream().sorted().toList()),
                                left,
                                majority)));
    }

    private Refusal refusal(String fact) {
        return new Refusal(name(), fact, false, true);
    }

    private static Set<String> nodesWithoutEtcd(Impact impact) {
        return Stream.concat(
                        impact.losses().stream()
                                .filter(loss -> loss.component().equals("etcd"))
                                .map(Loss::node),
                        impact.cut().stream())
                .collect(Collectors.toSet());
    }
}
