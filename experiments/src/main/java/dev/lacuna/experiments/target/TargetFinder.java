package dev.lacuna.experiments.target;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.scenario.shape.Guess;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Pod;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds which pods a selector means now. Called on the run's thread. */
public final class TargetFinder {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private final ControlPlane cluster;
    private final Loop loop;

    public TargetFinder(ControlPlane cluster, Loop loop) {
        this.cluster = cluster;
        this.loop = loop;
    }

    /**
     * The pods that a selector means just now.
     *
     * @param seed of the random choice: the same seed chooses the same pods, as long as they are there
     * @throws FaultException when nothing matches
     */
    public List<Pod> find(Selector selector, long seed) {
        if (selector instanceof Selector.Leader leader) {
            return List.of(leader(leader.election()));
        }
        if (selector instanceof Selector.Component component) {
            return choose(component(component), component.count(), selector, seed);
        }
        var pods = (Selector.Pods) selector;
        var found = loop.await(
                cluster.pods(pods.namespace(), pods.labels()), PATIENCE, "list pods in namespace " + pods.namespace());
        return choose(found.stream().filter(pod -> !pod.deleting()).toList(), pods.count(), selector, seed);
    }

    /** The pod that leads this election now. */
    public Pod leader(String election) {
        if (election.equals(EtcdMember.ELECTION)) {
            return etcdLeader();
        }
        return holder(record(election));
    }

    /** The record of the election with this name, or this namespace and name; kube-system's goes first where several namespaces have one. */
    public LeaseRecord record(String election) {
        var all = loop.await(cluster.elections(), PATIENCE, "list elections");
        return all.stream()
                .filter(record -> record.election().named(election))
                .min(Comparator.comparing(LeaseRecord::election, ElectionId.FIRST_MEANT))
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.NO_TARGET,
                        "there is no election `%s`%s; elections here: %s"
                                .formatted(
                                        election,
                                        Guess.near(
                                                        election.substring(election.indexOf('/') + 1),
                                                        all.stream()
                                                                .map(record -> record.election()
                                                                        .name())
                                                                .toList())
                                                .map(meant -> "; did you mean `" + meant + "`?")
                                                .orElse(""),
                                        names(all))));
    }

    /** The pod of this record's holder. */
    public Pod holder(LeaseRecord record) {
        if (record.holder().isEmpty()) {
            throw new FaultException(
                    FaultException.Kind.NO_LEADER,
                    "nobody leads %s now: its holder is empty".formatted(record.election()));
        }
        var nodes = loop.await(cluster.nodes(), PATIENCE, "list nodes");
        var node = nodes.stream()
                .filter(candidate -> record.election().ofControlPlane()
                        && candidate.hostname().equals(record.host()))
                .findFirst();
        if (node.isPresent()) {
            var member = loop.await(cluster.members(), PATIENCE, "list the control plane's pods").stream()
                    .filter(pod -> pod.node().equals(node.get().name())
                            && pod.component().equals(record.election().name()))
                    .findFirst();
            if (member.isPresent()) {
                return living(record, member.get());
            }
        }
        return loop.await(
                        cluster.pod(record.election().namespace(), record.host()),
                        PATIENCE,
                        "read pod " + record.host())
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.NO_TARGET,
                        "%s is held by `%s`, but neither a node with that host name has a pod of %s nor is there a pod %s/%s"
                                .formatted(
                                        record.election(),
                                        record.holder(),
                                        record.election().name(),
                                        record.election().namespace(),
                                        record.host())));
    }

    /**
     * A record outlives its holder by up to the lease's duration: a container that started after the last renewal is not the one that wrote it. Starts are known in whole
     * seconds; of the same second the start counts as the later one, until the next renewal says otherwise.
     */
    private static Pod living(LeaseRecord record, Pod pod) {
        boolean later = pod.startedAt()
                .flatMap(started ->
                        record.renewed().map(renewed -> !started.isBefore(renewed.truncatedTo(ChronoUnit.SECONDS))))
                .orElse(false);
        if (later) {
            throw new FaultException(
                    FaultException.Kind.NO_LEADER,
                    "nobody leads %s now: `%s` has not renewed since %s, and the container of %s started after that"
                            .formatted(
                                    record.election(),
                                    record.holder(),
                                    record.renewed().orElseThrow(),
                                    pod.object()));
        }
        return pod;
    }

    private Pod etcdLeader() {
        var members = loop.await(cluster.etcd(), PATIENCE, "ask etcd for its members");
        var leader = members.stream().filter(EtcdMember::leader).findFirst();
        return leader.flatMap(member -> components("etcd").stream()
                        .filter(pod -> pod.node().equals(member.node()))
                        .findFirst())
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.NO_TARGET,
                        "etcd names no leader that is a pod of this cluster: " + members));
    }

    private List<Pod> component(Selector.Component selector) {
        var all = components(selector.component());
        if (all.isEmpty()) {
            Set<String> there = loop.await(cluster.members(), PATIENCE, "list the control plane's pods").stream()
                    .map(Pod::component)
                    .collect(Collectors.toCollection(TreeSet::new));
            throw new FaultException(
                    FaultException.Kind.NO_TARGET,
                    "there is no pod of component `%s`; components here: %s".formatted(selector.component(), there));
        }
        if (selector.role() == Selector.Role.ANY) {
            return all;
        }
        var leader = leader(selector.component());
        boolean wanted = selector.role() == Selector.Role.LEADER;
        return all.stream()
                .filter(pod -> pod.name().equals(leader.name()) == wanted)
                .toList();
    }

    private List<Pod> components(String component) {
        return loop.await(cluster.members(), PATIENCE, "list the control plane's pods").stream()
                .filter(pod -> pod.component().equals(component))
                .toList();
    }

    private List<Pod> choose(List<Pod> matching, Count count, Selector selector, long seed) {
        if (matching.isEmpty()) {
            throw new FaultException(FaultException.Kind.NO_TARGET, "nothing matches the target: " + selector);
        }
        var lots = new Lots(seed);
        return matching.stream()
                .sorted(Comparator.comparingLong(pod -> lots.of(pod.object())))
                .limit(count.of(matching.size()))
                .sorted(Comparator.comparing(Pod::object))
                .toList();
    }

    private static String names(List<LeaseRecord> records) {
        return Optional.of(records.stream()
                        .map(record -> record.election().namespace() + "/"
                                + record.election().name())
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .filter(text -> !text.isEmpty())
                .orElse("none");
    }
}
