package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.safeguard.ClusterFacts.Candidate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A leader is hit only while another candidate's process lives that could take over. Processes are counted, not pods: a pod whose container waits in the
 * kubelet's restart back-off is listed as a candidate and is none.
 */
final class StandbyGuard implements Guard {

    @Override
    public String name() {
        return "standby";
    }

    @Override
    public Optional<String> consent() {
        return Optional.of("A leader without a live standby may be hit.");
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        return impact.elections().stream()
                .sorted()
                .flatMap(election -> check(election, impact, facts))
                .toList();
    }

    private Stream<Refusal> check(String election, Impact impact, ClusterFacts facts) {
        var candidates = facts.candidates().stream()
                .filter(candidate -> Objects.equals(candidate.election(), election))
                .toList();
        boolean standby = candidates.stream()
                .anyMatch(candidate -> candidate.alive() && !candidate.leads() && !hit(candidate, impact));
        if (standby) {
            return Stream.of();
        }
        boolean comesBack = candidates.stream().anyMatch(candidate -> !candidate.alive() && !hit(candidate, impact));
        return Stream.of(new Refusal(
                name(),
                comesBack
                        ? "election " + election
                                + " has no live candidate beside the one that is hit: the others wait in the kubelet's"
                                + " restart back-off"
                        : "election " + election + " has no candidate beside the one that is hit",
                comesBack,
                true));
    }

    private static boolean hit(Candidate candidate, Impact impact) {
        return impact.losses().stream().anyMatch(loss -> loss.pod().equals(candidate.pod()))
                || impact.cut().contains(candidate.node());
    }
}
