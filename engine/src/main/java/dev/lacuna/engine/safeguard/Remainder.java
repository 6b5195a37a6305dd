package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What would be left of etcd and of the API servers while a fault is on. On a stacked control plane an API server goes with its node's etcd, the only one that
 * it speaks to (docs/mechanics.md, "etcd's leader").
 *
 * @param voters etcd's voting members; 0 where they can't be seen, or were not looked for since nothing of theirs is touched
 * @param votersLeft those that are healthy now and would not be touched
 * @param apiServers nodes of API servers that are ready now
 * @param apiServersLeft those that would not be touched
 */
public record Remainder(int voters, int votersLeft, Set<String> apiServers, Set<String> apiServersLeft) {

    public Remainder {
        apiServers = Set.copyOf(apiServers);
        apiServersLeft = Set.copyOf(apiServersLeft);
    }

    /** Of an impact on a cluster in this state. */
    public static Remainder of(Impact impact, ClusterFacts facts) {
        Set<String> withoutEtcd = gone(impact, Set.of("etcd"));
        Set<String> withoutServer = gone(impact, Set.of("etcd", "kube-apiserver"));
        return new Remainder(
                facts.voters().seen().size(),
                Math.toIntExact(facts.voters().seen().stream()
                        .filter(voter -> voter.healthy() && !withoutEtcd.contains(voter.node()))
                        .count()),
                facts.apiServers(),
                facts.apiServers().stream()
                        .filter(node -> !withoutServer.contains(node))
                        .collect(Collectors.toSet()));
    }

    private static Set<String> gone(Impact impact, Set<String> components) {
        Set<String> nodes = new TreeSet<>(impact.cut());
        impact.losses().stream()
                .filter(loss -> components.contains(loss.component()))
                .map(Loss::node)
                .forEach(nodes::add);
        return nodes;
    }

    /** How many voters it takes to write: more than half of them. */
    public int quorum() {
        return voters / 2 + 1;
    }
}
