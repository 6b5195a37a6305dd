package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.safeguard.ClusterFacts.BackOff;
import dev.lacuna.engine.safeguard.ClusterFacts.Candidate;
import dev.lacuna.engine.safeguard.Voters.Voter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Facts and impacts on three nodes {@code a}, {@code b} and {@code c}, each with all components. */
final class Sheet {
    static final List<Voter> THREE = List.of(voter("a", true), voter("b", true), voter("c", true));
    static final List<Candidate> SCHEDULERS =
            List.of(candidate("a", true, true), candidate("b", true, false), candidate("c", true, false));

    private Sheet() {}

    static Impact cutting(String node) {
        return new Impact(Set.of(node), Set.of(), Set.of(), false, Set.of(node), Set.of());
    }

    static Impact operator(String election, String pod, String node) {
        return new Impact(
                Set.of(node), Set.of(Loss.ended("", pod, node)), Set.of(election), false, Set.of(), Set.of("shop"));
    }

    static ClusterFacts serving(Set<String> nodes) {
        return new ClusterFacts(
                new Voters.Seen(THREE), List.of(), List.of(), List.of(), Optional.empty(), Set.of(), Set.of(), nodes);
    }

    static List<Refusal> refusals(Impact impact, ClusterFacts facts) {
        return Guards.check(impact, facts, Set.of());
    }

    static Impact losing(String component, String node) {
        return new Impact(
                Set.of(node), Set.of(ended(component, node)), Set.of(), false, Set.of(), Set.of("kube-system"));
    }

    static Impact leader(String node) {
        return new Impact(
                Set.of(node),
                Set.of(ended("kube-scheduler", node)),
                Set.of("kube-scheduler"),
                false,
                Set.of(),
                Set.of("kube-system"));
    }

    static ClusterFacts facts(List<Voter> voters, List<Candidate> candidates) {
        return facts(new Voters.Seen(voters), candidates);
    }

    static ClusterFacts facts(Voters voters, List<Candidate> candidates) {
        return new ClusterFacts(
                voters, List.of(), candidates, List.of(), Optional.empty(), Set.of(), Set.of(), Set.of());
    }

    static Voter voter(String node, boolean healthy) {
        return new Voter("etcd-" + node, node, healthy);
    }

    static Candidate candidate(String node, boolean alive, boolean leads) {
        return new Candidate("kube-scheduler", "kube-system/kube-scheduler-" + node, node, alive, leads);
    }

    static Loss ended(String component, String node) {
        return Loss.ended(component, "kube-system/" + component + "-" + node, node);
    }

    static Loss cutOff(String component, String node) {
        return Loss.cutOff(component, "kube-system/" + component + "-" + node, node);
    }

    static BackOff backOff(String component, String node) {
        return new BackOff(
                component,
                "kube-system/" + component + "-" + node,
                node,
                Duration.ofSeconds(10),
                Duration.ofSeconds(550));
    }
}
