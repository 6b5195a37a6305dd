package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What would be left of etcd and of the API servers while a fault is on: the one place where it is counted, for the guards and for {@code plan}. On a stacked control
 * plane an API server goes with its node's etcd, the only one that it speaks to (docs/mechanics.md, "etcd's leader").
 *
 * @param apiServers nodes of API servers that are ready now
 * @param apiServersLeft those that would not be touched
 */
public record Remainder(VotersLeft voters, Set<String> apiServers, Set<String> apiServersLeft) {

    public Remainder {
        apiServers = Set.copyOf(apiServers);
        apiServersLeft = Set.copyOf(apiServersLeft);
    }

    /** Of an impact on a cluster in this state. */
    public static Remainder of(Impact impact, ClusterFacts facts) {
        var voters = VotersLeft.of(impact, facts.voters().seen());
        Set<String> gone = new TreeSet<>(voters.nodes());
        impact.losses().stream()
                .filter(loss -> loss.component().equals("kube-apiserver"))
                .map(Loss::node)
                .forEach(gone::add);
        return new Remainder(
                voters,
                facts.apiServers(),
                facts.apiServers().stream().filter(node -> !gone.contains(node)).collect(Collectors.toSet()));
    }
}
