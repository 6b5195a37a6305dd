package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRead;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiReply;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import dev.lacuna.experiments.kubernetes.read.LeaseReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds, reads and writes the records of elections. */
final class LiveElections {
    private static final String LEASES = "coordination.k8s.io/v1";
    private static final String SYSTEM = "kube-system";
    private static final String NODES = "kube-node-lease";
    private final Servers servers;
    private final String ownNamespace;

    /** @param ownNamespace whose leases are the runner's own, and no elections of the cluster */
    LiveElections(Servers servers, String ownNamespace) {
        this.servers = servers;
        this.ownNamespace = ownNamespace;
    }

    CompletableFuture<List<LeaseRecord>> all() {
        var leases = orIfRefused(
                collection(ElectionId.Lock.LEASE, Optional.empty()),
                () -> collection(ElectionId.Lock.LEASE, Optional.of(SYSTEM)));
        var endpoints = annotated(ElectionId.Lock.ENDPOINTS);
        var configMaps = annotated(ElectionId.Lock.CONFIGMAP);
        var found = leases.thenApply(items ->
                items.stream().filter(this::isElection).map(LeaseReader::lease).toList());
        return Together.all(List.of(found, endpoints, configMaps))
                .thenApply(all -> all.stream().flatMap(List::stream).toList());
    }

    /** {@code renewTime} of each node's lease, which its kubelet renews every 10 s by its own clock: a quarter of the lease's 40 s (k/k pkg/kubelet/kubelet.go, nodeLeaseRenewIntervalFraction). */
    CompletableFuture<Map<String, Instant>> heartbeats() {
        return orIfRefused(
                        collection(ElectionId.Lock.LEASE, Optional.of(NODES)),
                        () -> CompletableFuture.completedFuture(List.of()))
                .thenApply(items -> {
                    Map<String, Instant> renewed = new HashMap<>();
                    items.forEach(lease -> Json.instant(lease, "spec", "renewTime")
                            .ifPresent(at -> renewed.put(Json.text(lease, "metadata", "name"), at)));
                    return renewed;
                });
    }

    CompletableFuture<LeaseRead> read(ElectionId election) {
        return servers.get(path(election).toString()).thenApply(reply -> seen(election, reply));
    }

    /** Watches one election; a list with a selector, because only lists can be watched. */
    static ApiQuery query(ElectionId election) {
        return query(election.lock(), Optional.of(election.namespace()))
                .with("fieldSelector", "metadata.name=" + election.name());
    }

    static Optional<LeaseRecord> record(ElectionId.Lock lock, JsonObject object) {
        return lock == ElectionId.Lock.LEASE
                ? Optional.of(LeaseReader.lease(object))
                : LeaseReader.annotated(lock, object);
    }

    /** The whole object is read first, because labels and fields of the future must survive; the version that is written with is that of {@code was}. */
    CompletableFuture<LeaseRead> replace(LeaseRecord was, String holder, int durationSeconds) {
        ElectionId election = was.election();
        if (election.lock() != ElectionId.Lock.LEASE) {
            throw new FaultException(
                    FaultException.Kind.UNSUPPORTED, election + ": only records in leases can be written");
        }
        String path = path(election).toString();
        return servers.get(path).thenCompose(reply -> {
            JsonObject lease = reply.body();
            hold(lease, was, holder, durationSeconds);
            return servers.change(ApiRequest.put(path, lease)).thenApply(written -> seen(election, written));
        });
    }

    private void hold(JsonObject lease, LeaseRecord was, String holder, int durationSeconds) {
        LeaseReader.hold(
                lease, holder, durationSeconds, MicroTime.of(servers.loop().wall()));
        if (holder.isEmpty()) {
            // A release is no transition: client-go counts it when the next one takes over.
            lease.getAsJsonObject("spec").addProperty("leaseTransitions", was.transitions());
        }
        lease.getAsJsonObject("metadata").addProperty("resourceVersion", was.resourceVersion());
    }

    private boolean isElection(JsonObject lease) {
        String namespace = Json.text(lease, "metadata", "namespace");
        if (namespace.equals(NODES) || namespace.equals(ownNamespace) || isServerIdentity(lease)) {
            return false;
        }
        return Json.text(lease, "spec", "holderIdentity").contains("_")
                || Json.at(lease, "spec", "leaseTransitions").isPresent()
                || Json.at(lease, "spec", "acquireTime").isPresent();
    }

    /** Each API server keeps a lease to be counted by (KEP-1965); nobody else can take it. */
    private static boolean isServerIdentity(JsonObject lease) {
        var labels = Json.texts(lease, "metadata", "labels");
        return labels.containsKey("apiserver.kubernetes.io/identity")
                || labels.getOrDefault("k8s.io/component", "").equals("kube-apiserver")
                || Json.text(lease, "metadata", "name").matches("(kube-)?apiserver-[a-z0-9-]{26,}");
    }

    private CompletableFuture<List<LeaseRecord>> annotated(ElectionId.Lock lock) {
        return orIfRefused(collection(lock, Optional.of(SYSTEM)), () -> CompletableFuture.completedFuture(List.of()))
                .thenApply(items ->
                        items.stream().flatMap(item -> recordOf(lock, item)).toList());
    }

    private static Stream<LeaseRecord> recordOf(ElectionId.Lock lock, JsonObject item) {
        return LeaseReader.annotated(lock, item).stream();
    }

    private CompletableFuture<List<JsonObject>> collection(ElectionId.Lock lock, Optional<String> namespace) {
        return servers.list(query(lock, namespace).toString());
    }

    private static CompletableFuture<List<JsonObject>> orIfRefused(
            CompletableFuture<List<JsonObject>> first, Supplier<CompletableFuture<List<JsonObject>>> other) {
        return first.exceptionallyCompose(failure -> {
            int status = Refusals.status(failure);
            return status == 403 || status == 404 ? other.get() : CompletableFuture.failedFuture(failure);
        });
    }

    private static ApiQuery query(ElectionId.Lock lock, Optional<String> namespace) {
        return switch (lock) {
            case LEASE -> ApiQuery.collection(LEASES, namespace, "leases");
            case ENDPOINTS, CONFIGMAP ->
                ApiQuery.collection("v1", namespace, lock == ElectionId.Lock.ENDPOINTS ? "endpoints" : "configmaps");
        };
    }

    private static ApiQuery path(ElectionId election) {
        return query(election.lock(), Optional.of(election.namespace())).then(election.name());
    }

    private static LeaseRead seen(ElectionId election, ApiReply reply) {
        LeaseRecord record = record(election.lock(), reply.body())
                .orElseThrow(() -> new FaultException(
                        FaultException.Kind.NO_TARGET, election + " carries no record of an election"));
        return new LeaseRead(record, new Interval(reply.sent(), reply.answered()));
    }
}
