package dev.lacuna.experiments.site;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.safeguard.ClusterFacts;
import dev.lacuna.engine.safeguard.ClusterFacts.BackOff;
import dev.lacuna.engine.safeguard.ClusterFacts.Candidate;
import dev.lacuna.engine.safeguard.Voters;
import dev.lacuna.engine.safeguard.Voters.Voter;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.target.Candidates;
import dev.lacuna.experiments.target.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what the guards ask for, all at one time and each thing once. Called on the run's thread. */
final class FactsReader {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The kubelet forgets a container's exits 10 minutes after the last one: twice its longest back-off (docs/mechanics.md, "Restart delay"). */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    /** The first delay that a second exit meets; how far it has doubled since can't be seen from outside. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(10);

    private final ControlPlane cluster;
    private final Exclusions exclusions;

    FactsReader(ControlPlane cluster, Exclusions exclusions) {
        this.cluster = cluster;
        this.exclusions = exclusions;
    }

    /** @param etcd whether etcd is asked for its voters, which takes a command in one of its containers and longer than all else */
    ClusterFacts read(Loop loop, boolean etcd) {
        var membersRead = cluster.members();
        var nodesRead = cluster.nodes();
        var electionsRead = cluster.elections();
        Optional<CompletableFuture<List<EtcdMember>>> etcdRead = etcd ? Optional.of(cluster.etcd()) : Optional.empty();
        var members = loop.await(membersRead, PATIENCE, "list the control plane's pods");
        var nodes = loop.await(nodesRead, PATIENCE, "list nodes");
        var elections = loop.await(electionsRead, PATIENCE, "list elections");
        Etcd seen = etcdRead.map(answer -> etcd(answer, members, loop)).orElse(Etcd.NOT_ASKED);
        return new ClusterFacts(
                seen.voters(),
                degraded(members, nodes, seen.voters()),
                candidates(elections, nodes, members, seen, loop),
                backOffs(members, loop),
                exclusions.runner().on(nodes),
                exclusions.nodes(),
                exclusions.namespaces(),
                members.stream()
                        .filter(pod -> pod.component().equals("kube-apiserver") && pod.ready())
                        .map(Pod::node)
                        .collect(Collectors.toSet()));
    }

    /** Voters, and the same as candidates of etcd's own election. */
    private record Etcd(Voters voters, List<Candidate> candidates) {
        static final Etcd NOT_ASKED = new Etcd(new Voters.NotAsked(), List.of());
    }

    private static Etcd etcd(CompletableFuture<List<EtcdMember>> answer, List<Pod> members, Loop loop) {
        try {
            var voting = loop.await(answer, PATIENCE.multipliedBy(2), "ask etcd for its members").stream()
                    .filter(EtcdMember::voter)
                    .toList();
            return new Etcd(
                    new Voters.Seen(voting.stream()
                            .map(member -> new Voter(member.name(), node(member, members), member.healthy()))
                            .toList()),
                    voting.stream()
                            .map(member -> candidate(member, node(member, members), members))
                            .toList());
        } catch (FaultException e) {
            return new Etcd(new Voters.Unseen(String.valueOf(e.getMessage())), List.of());
        }
    }

    private static Candidate candidate(EtcdMember member, String node, List<Pod> members) {
        String pod = members.stream()
                .filter(one -> one.component().equals("etcd") && one.node().equals(node))
                .map(Pod::title)
                .findFirst()
                .orElse("");
        return new Candidate(EtcdMember.ELECTION, pod, node, member.healthy(), member.leader());
    }

    /** A member whose addresses are no node's, as on a network of etcd's own, may still bear the name of a node that runs etcd: kubeadm names it so. */
    private static String node(EtcdMember member, List<Pod> members) {
        return member.node().isEmpty()
                ? members.stream()
                        .filter(pod ->
                                pod.component().equals("etcd") && pod.node().equals(member.name()))
                        .map(Pod::node)
                        .findFirst()
                        .orElse("")
                : member.node();
    }

    private static List<String> degraded(List<Pod> members, List<Node> nodes, Voters voters) {
        return Stream.of(
                        members.stream()
                                .filter(pod -> !pod.ready())
                                .map(pod -> pod.object() + " on node " + pod.node() + " is not Ready"),
                        nodes.stream()
                                .filter(node -> !node.ready())
                                .map(node -> "node " + node.name() + " is not Ready"),
                        voters.seen().stream()
                                .filter(voter -> !voter.healthy())
                                .map(voter -> "etcd member " + voter.name() + " is not healthy"))
                .flatMap(found -> found)
                .toList();
    }

    private List<Candidate> candidates(
            List<LeaseRecord> elections, List<Node> nodes, List<Pod> members, Etcd etcd, Loop loop) {
        var leadership = Leadership.of(elections, nodes);
        var finder = new Candidates(cluster, members, loop);
        List<Candidate> candidates = new ArrayList<>(etcd.candidates());
        for (LeaseRecord record : elections) {
            finder.of(record)
                    .forEach(pod -> candidates.add(new Candidate(
                            record.election().title(),
                            pod.title(),
                            pod.node(),
                            pod.startedAt().isPresent(),
                            leadership.leads(pod, record))));
        }
        return candidates;
    }

    /** A pod's times are by its node's clock, so they are held against that clock alone; only where it can't be seen does this machine's stand for it. */
    private List<BackOff> backOffs(List<Pod> members, Loop loop) {
        var ended = members.stream()
                .filter(pod -> pod.last().flatMap(Pod.Ended::finishedAt).isPresent())
                .toList();
        if (ended.isEmpty()) {
            return List.of();
        }
        var clocks = loop.await(cluster.heartbeats(), PATIENCE, "read the heartbeats of nodes");
        return ended.stream()
                .flatMap(pod -> backOff(pod, clocks.getOrDefault(pod.node(), loop.wall())).stream())
                .toList();
    }

    /** @param now by the node's clock, perhaps some seconds ago: then the time that is left is too long by as much, and never too short */
    private static Optional<BackOff> backOff(Pod pod, Instant now) {
        return pod.last()
                .flatMap(Pod.Ended::finishedAt)
                .map(finished -> FORGOTTEN_AFTER.minus(Duration.between(finished, now)))
                .map(left -> left.compareTo(FORGOTTEN_AFTER) > 0 ? FORGOTTEN_AFTER : left)
                .filter(left -> !left.isNegative() && !left.isZero())
                .map(left -> new BackOff(pod.component(), pod.title(), pod.node(), FIRST_DELAY, left));
    }
}
