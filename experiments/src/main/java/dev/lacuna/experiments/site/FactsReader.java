package dev.lacuna.experiments.site;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.safeguard.ClusterFacts;
import dev.lacuna.engine.safeguard.ClusterFacts.BackOff;
import dev.lacuna.engine.safeguard.ClusterFacts.Candidate;
import dev.lacuna.engine.safeguard.ClusterFacts.Voter;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Stopped;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.Pod;
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
        var voters = etcdRead.map(answer -> voters(answer, loop)).orElse(List.of());
        return new ClusterFacts(
                voters,
                degraded(members, nodes, voters),
                candidates(elections, nodes, members, loop),
                members.stream()
                        .flatMap(pod -> backOff(pod, loop.wall()).stream())
                        .toList(),
                exclusions.runnerNode(),
                exclusions.nodes(),
                exclusions.namespaces(),
                members.stream()
                        .filter(pod -> pod.component().equals("kube-apiserver") && pod.ready())
                        .map(Pod::node)
                        .collect(Collectors.toSet()));
    }

    private static List<Voter> voters(CompletableFuture<List<EtcdMember>> answer, Loop loop) {
        try {
            return loop.await(answer, PATIENCE.multipliedBy(2), "ask etcd for its members").stream()
                    .filter(EtcdMember::voter)
                    .map(member -> new Voter(member.name(), member.node(), member.healthy()))
                    .toList();
        } catch (FaultException e) {
            return List.of();
        }
    }

    private static List<String> degraded(List<Pod> members, List<Node> nodes, List<Voter> voters) {
        return Stream.of(
                        members.stream()
                                .filter(pod -> !pod.ready())
                                .map(pod -> pod.object() + " on node " + pod.node() + " is not Ready"),
                        nodes.stream()
                                .filter(node -> !node.ready())
                                .map(node -> "node " + node.name() + " is not Ready"),
                        voters.stream()
                                .filter(voter -> !voter.healthy())
                                .map(voter -> "etcd member " + voter.name() + " is not healthy"))
                .flatMap(found -> found)
                .toList();
    }

    private List<Candidate> candidates(List<LeaseRecord> elections, List<Node> nodes, List<Pod> members, Loop loop) {
        var leadership = Leadership.of(elections, nodes);
        List<Candidate> candidates = new ArrayList<>();
        for (LeaseRecord record : elections) {
            String name = record.election().name();
            candidatePods(record, members, loop)
                    .forEach(pod -> candidates.add(new Candidate(
                            name,
                            pod.node(),
                            pod.startedAt().isPresent(),
                            leadership.ledBy(pod).contains(name))));
        }
        return candidates;
    }

    /** A component's pods for its own election; for an operator's, the pods with the same labels as the one that leads. */
    private List<Pod> candidatePods(LeaseRecord record, List<Pod> members, Loop loop) {
        var own = members.stream()
                .filter(pod -> pod.component().equals(record.election().name()))
                .toList();
        if (!own.isEmpty() || record.holder().isEmpty()) {
            return own;
        }
        try {
            var leader = loop.await(
                    cluster.pod(record.election().namespace(), record.host()), PATIENCE, "read pod " + record.host());
            return leader.map(pod -> loop.await(
                            cluster.pods(pod.namespace(), PodGroup.labels(pod)),
                            PATIENCE,
                            "list pods like " + pod.object()))
                    .orElse(List.of());
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            // Without the right to see an operator's pods its candidates are unknown, and the guard refuses to hit that
            // election; no other is concerned.
            return List.of();
        }
    }

    private static List<BackOff> backOff(Pod pod, Instant now) {
        return pod.last()
                .flatMap(Pod.Ended::finishedAt)
                .map(finished -> FORGOTTEN_AFTER.minus(Duration.between(finished, now)))
                .filter(left -> !left.isNegative() && !left.isZero())
                .map(left -> List.of(new BackOff(pod.component(), pod.node(), FIRST_DELAY, left)))
                .orElse(List.of());
    }
}
