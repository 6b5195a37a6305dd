package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps a majority of etcd's voters: of n, floor((n-1)/2) may be away at once, those that are unhealthy already among them. On a stacked control plane a voter's node
 * takes its API server, controller-manager and scheduler along.
 *
 * <p>All voters of etcd's own list count, also those outside of the cluster's nodes. Where the list can't be had, no etcd is hit.
 */
final class QuorumGuard implements Guard {

    @Override
    public String name() {
        return "quorum";
    }

    @Override
    public Optional<String> consent() {
        return Optional.of("etcd may lose its majority.");
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        if (facts.voters() instanceof Voters.Seen seen) {
            return counted(VotersLeft.of(impact, seen.all()));
        }
        boolean etcdHit =
                impact.losses().stream().anyMatch(loss -> loss.component().equals("etcd"));
        boolean atStake = etcdHit || impact.cut().stream().anyMatch(facts.apiServers()::contains);
        return atStake ? List.of(refusal(unknown(facts.voters()))) : List.of();
    }

    private static String unknown(Voters voters) {
        String what = voters instanceof Voters.Unseen unseen
                ? "etcd's voters can't be seen (" + unseen.why() + ")"
                : "etcd was not asked for its voters";
        return what + ", so it is not known whether a majority would be left";
    }

    private List<Refusal> counted(VotersLeft voters) {
        if (voters.taken() == 0 || voters.left() >= voters.quorum()) {
            return List.of();
        }
        return List.of(refusal(
                "of %d etcd voters %d are healthy, and this takes %d away (on %s%s): %d would be left, a majority is %d"
                        .formatted(
                                voters.all(),
                                voters.healthy(),
                                voters.taken(),
                                voters.nodes().stream().sorted().collect(Collectors.joining(", ")),
                                voters.unplaced() == 0
                                        ? ""
                                        : "; where " + voters.unplaced() + " of them are is not known",
                                voters.left(),
                                voters.quorum())));
    }

    private Refusal refusal(String fact) {
        return new Refusal(name(), fact, false, true);
    }
}
