package dev.lacuna.experiments.probe;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.controlplane.ClusterIdentity;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseRead;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.RunRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A cluster that can do nothing; a test overrides what it is about. */
public class NoCluster implements ControlPlane {

    @Override
    public ClusterIdentity identity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Node>> nodes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Pod>> members() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Pod>> pods(String namespace, Map<String, String> labels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<Pod>> pod(String namespace, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ApiInstance> instances() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<EtcdMember>> etcd(Set<String> avoid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Interval> transfer(Pod leader, EtcdMember to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<LeaseRecord>> elections() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<LeaseRead> read(ElectionId election) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription watch(ElectionId election, Consumer<LeaseSeen> seen) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<LeaseRead> replace(LeaseRecord was, String holder, int durationSeconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Removal> remove(Pod pod, boolean evict) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Map<String, NodeAgent>> agents(Set<String> nodes, Set<String> avoid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, NodeAgent> openAgents() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<String>> dismissAgents() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Right>> lacking(List<Right> rights) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RequestPath path(RequestPath.Description description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Canary canary(Canary.Description description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunRegistry registry() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
