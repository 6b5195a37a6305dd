package dev.lacuna.experiments.controlplane;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.time.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A control plane under test. Called on the run's thread or on the loop; answers complete on the loop. */
public interface ControlPlane extends AutoCloseable {

    /** What is known since the connection was made. */
    ClusterIdentity identity();

    /** Where runs put what they make. */
    default OwnNamespaces ownNamespaces() {
        return OwnNamespaces.STANDARD;
    }

    CompletableFuture<List<Node>> nodes();

    /**
     * What the clock of each node's kubelet showed at its last sign of life, by node: at most 10 s behind that clock while it is well. A node whose clock can't be
     * seen is not among them.
     */
    default CompletableFuture<Map<String, Instant>> heartbeats() {
        return CompletableFuture.completedFuture(Map.of());
    }

    /**
     * The cluster's namespaces, as far as they can be known: those of {@code asked} that are there, and where one is not, all others that this runner may list. What
     * has no namespaces of its own to tell answers as if each were there.
     */
    default CompletableFuture<Set<String>> namespaces(Set<String> asked) {
        return CompletableFuture.completedFuture(asked);
    }

    /** The control plane's own pods, all components, all nodes. */
    CompletableFuture<List<Pod>> members();

    /**
     * Pods that carry all of these labels.
     *
     * @param namespace empty for all
     */
    CompletableFuture<List<Pod>> pods(String namespace, Map<String, String> labels);

    CompletableFuture<Optional<Pod>> pod(String namespace, String name);

    /** With which words a pod's containers are started, as its object says; empty where it doesn't. */
    default CompletableFuture<List<String>> commandLine(Pod pod) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** The API servers, each by itself. At least one; found when the connection was made. */
    List<ApiInstance> instances();

    /** etcd's members with their state. Fails with a {@code FaultException} where it can't be seen. */
    default CompletableFuture<List<EtcdMember>> etcd() {
        return etcd(Set.of());
    }

    /**
     * The same, asked of a member of another place.
     *
     * @param avoid nodes whose members are not to be asked for what they know of the others
     */
    CompletableFuture<List<EtcdMember>> etcd(Set<String> avoid);

    /**
     * Has etcd's leader hand its leadership over, asked once.
     *
     * @param leader the leader's pod, in which the command is given
     * @return from its sending to its acknowledgement, which the old leader gives when it knows the new one. Fails with a {@code FaultException}: TARGET_CHANGED
     *     when nothing was transferred, FAILED when it may have been
     */
    CompletableFuture<Interval> transfer(Pod leader, EtcdMember to);

    /** Elections that can be seen: leases with a holder, and the annotation locks of old clusters. */
    CompletableFuture<List<LeaseRecord>> elections();

    /** A consistent read of one election's record, with the moments between which it was read. */
    CompletableFuture<LeaseRead> read(ElectionId election);

    /** Watches an election on every API server at once; each record is told at its first delivery, and again by no other server. */
    Subscription watch(ElectionId election, Consumer<LeaseSeen> seen);

    /** Replaces the record if it is still {@code was}; fails with a conflict otherwise. Empty {@code holder} blanks it. */
    CompletableFuture<LeaseRead> replace(LeaseRecord was, String holder, int durationSeconds);

    /** Evicts or deletes exactly this pod (UID precondition). The interval is [sent, acknowledged]. */
    CompletableFuture<Removal> remove(Pod pod, boolean evict);

    /**
     * The agents of these nodes, created where there are none and Running when the answer comes.
     *
     * @param avoid nodes whose API server is not to be used for speaking to them
     */
    CompletableFuture<Map<String, NodeAgent>> agents(Set<String> nodes, Set<String> avoid);

    /** The agents that are there now, by node. To be called on the loop. */
    Map<String, NodeAgent> openAgents();

    /** {@code reader} hears, on the loop, what befalls the agents unasked: see {@link NodeAgent#onTrouble}. The end that they are told to come to is none. */
    default void onTrouble(Consumer<String> reader) {}

    /** Ends all that the agents of this run have begun and takes them away; tells what is left. */
    CompletableFuture<List<String>> dismissAgents();

    /** Which of these rights this runner doesn't have. */
    CompletableFuture<List<Right>> lacking(List<Right> rights);

    /** A way to send requests of one kind, with connections of its own. */
    RequestPath path(RequestPath.Description description);

    Canary canary(Canary.Description description);

    RunRegistry registry();

    @Override
    void close();

    /** Something that goes on until it is closed. Close it on the loop. */
    interface Subscription {
        void close();
    }

    /** What became of an eviction or deletion: {@code refused} tells why it was not done, such as a disruption budget. */
    record Removal(Interval at, Optional<String> refused) {}
}
