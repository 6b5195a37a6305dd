package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.safeguard.Voters.Voter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps a majority of etcd's voters: of n, floor((n-1)/2) may be away at once, those that are unhealthy already among them. A node that is cut off or whose
 * etcd ends takes its voter along; on a stacked control plane that is the node's API server, controller-manager and scheduler as well.
 *
 * <p>All voters of etcd's own list count, also those outside of the cluster's nodes. An etcd that is hit where no voter is known to be may be any of those whose
 * place isn't known, and counts as one of them. Where the list can't be had, no etcd is hit.
 */
final class QuorumGuard implements Guard {

    @Override
    public String name() {
        return "quorum";
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        if (facts.voters() instanceof Voters.Seen seen) {
            return counted(seen.all(), etcds(impact), impact).stream().toList();
        }
        boolean atStake = !etcds(impact).isEmpty() || impact.cut().stream().anyMatch(facts.apiServers()::contains);
        return atStake ? List.of(refusal(unknown(facts.voters()))) : List.of();
    }

    private static String unknown(Voters voters) {
        String what = voters instanceof Voters.Unseen unseen
                ? "etcd's voters can't be seen (" + unseen.why() + ")"
                : "etcd was not asked for its voters";
        return what + ", so it is not known whether a majority would be left";
    }

    private Optional<Refusal> counted(List<Voter> voters, Set<String> etcds, Impact impact) {
        Set<String> nodes = new HashSet<>(etcds);
        nodes.addAll(impact.cut());
        var healthy = voters.stream().filter(Voter::healthy).toList();
        long known =
                healthy.stream().filter(voter -> nodes.contains(voter.node())).count();
        long unknown = Math.min(
                etcds.stream()
                        .filter(node ->
                                voters.stream().noneMatch(voter -> voter.node().equals(node)))
                        .count(),
                healthy.stream().filter(voter -> !voter.placed()).count());
        long lost = known + unknown;
        long left = healthy.size() - lost;
        int majority = voters.size() / 2 + 1;
        if (lost == 0 || left >= majority) {
            return Optional.empty();
        }
        return Optional.of(refusal(
                "of %d etcd voters %d are healthy, and this takes %d away (on %s%s): %d would be left, a majority is %d"
                        .formatted(
                                voters.size(),
                                healthy.size(),
                                lost,
                                nodes.stream().sorted().collect(Collectors.joining(", ")),
                                unknown == 0 ? "" : "; where " + unknown + " of them are is not known",
                                left,
                                majority)));
    }

    private Refusal refusal(String fact) {
        return new Refusal(name(), fact, false, true);
    }

    /** Nodes whose etcd is ended or cut off. */
    private static Set<String> etcds(Impact impact) {
        return impact.losses().stream()
                .filter(loss -> loss.component().equals("etcd"))
                .map(Loss::node)
                .collect(Collectors.toSet());
    }
}
