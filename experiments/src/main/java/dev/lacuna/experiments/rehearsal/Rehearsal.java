package dev.lacuna.experiments.rehearsal;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.controlplane.ClusterIdentity;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Distribution;
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
import dev.lacuna.experiments.rehearsal.agent.AgentPods;
import dev.lacuna.experiments.rehearsal.agent.Agents;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Caller;
import dev.lacuna.experiments.rehearsal.api.Unreachable;
import dev.lacuna.experiments.rehearsal.app.Removals;
import dev.lacuna.experiments.rehearsal.etcd.Transfer;
import dev.lacuna.experiments.rehearsal.lease.Leases;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.work.SimulatedCanary;
import dev.lacuna.experiments.rehearsal.work.SimulatedPath;
import dev.lacuna.experiments.rehearsal.work.WatchCanary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The port on a simulated control plane. */
public final class Rehearsal implements ControlPlane {
    private static final String SYSTEM = "kube-system";
    private final SimulatedCluster cluster;
    private final Loop loop;
    private final Caller caller;
    private final Agents agents;
    private final SimulatedRegistry registry;
    private final SimulatedPods pods;
    private final SimulatedMembers members;
    private final Removals removals;
    private final Records records;
    private final AgentPods helpers;
    private final SimulatedLock lock;
    private final Creations creations;

    private Rehearsal(SimulatedCluster cluster, Records records, AgentPods helpers, String runId, Loop loop) {
        this.cluster = cluster;
        this.records = records;
        this.helpers = helpers;
        this.loop = loop;
        this.caller = new Caller(cluster.servers(), loop);
        this.agents = new Agents(
                cluster.machines(),
                helpers,
                caller,
                cluster.model().node(),
                cluster.wire(),
                cluster.ring()::look,
                loop.random("rehearsal agents"),
                loop,
                runId);
        this.pods = new SimulatedPods(cluster);
        this.members = new SimulatedMembers(cluster);
        this.removals = new Removals(cluster.apps(), caller, loop);
        this.lock = new SimulatedLock(records, caller, loop);
        this.creations = new Creations(runId, records, caller, loop);
        this.registry = new SimulatedRegistry(caller, records, helpers, lock, creations);
    }

    /**
     * A cluster that has been running undisturbed for a long time.
     *
     * @param loop in virtual time; its seed makes everything that is left to chance
     */
    public static Rehearsal on(ClusterModel model, String runId, Loop loop) {
        return new Rehearsal(new SimulatedCluster(model, loop), new Records(), new AgentPods(), runId, loop);
    }

    /** The same cluster as another process sees it, such as one that comes after this one's death. */
    public Rehearsal again(String otherRunId) {
        return new Rehearsal(cluster, records, helpers, otherRunId, loop);
    }

    /** What is there to be seen by those who test the runner itself. */
    public Truth truth() {
        return new Truth(cluster, records, helpers, lock, this::die);
    }

    private void die() {
        agents.fallSilent();
        lock.die();
    }

    @Override
    public ClusterIdentity identity() {
        return new ClusterIdentity(
                "rehearsal",
                "v1.36.3",
                Distribution.KUBEADM,
                "00000000-0000-4000-8000-000000000000",
                "https://" + cluster.address());
    }

    private <T> CompletableFuture<T> read(Supplier<T> value) {
        return caller.ask(Ask.read(() -> "")).thenApply(asked -> value.get());
    }

    @Override
    public CompletableFuture<List<Node>> nodes() {
        return read(cluster.heartbeats()::shown);
    }

    @Override
    public CompletableFuture<List<Pod>> members() {
        return read(pods::members);
    }

    @Override
    public CompletableFuture<List<Pod>> pods(String namespace, Map<String, String> labels) {
        return read(() -> pods.with(namespace, labels));
    }

    @Override
    public CompletableFuture<Optional<Pod>> pod(String namespace, String name) {
        return read(() -> pods.named(namespace, name));
    }

    @Override
    public CompletableFuture<List<String>> commandLine(Pod pod) {
        return read(() -> pods.commandLine(pod));
    }

    @Override
    public List<ApiInstance> instances() {
        return cluster.servers().stream()
                .map(server -> new ApiInstance(
                        server.machine().name(), server.machine().host().address(), ApiServer.PORT))
                .toList();
    }

    @Override
    public CompletableFuture<List<EtcdMember>> etcd(Set<String> avoid) {
        return read(members::shown);
    }

    @Override
    public CompletableFuture<Interval> transfer(Pod leader, EtcdMember to) {
        long sent = loop.now();
        return caller.ask(Ask.read(() -> ""))
                .thenCompose(asked -> Transfer.send(cluster.ring(), members.on(leader.node()), members.on(to.node())))
                .thenApply(done -> new Interval(sent, loop.now()));
    }

    @Override
    public CompletableFuture<List<LeaseRecord>> elections() {
        return read(
                () -> cluster.elections().stream().map(cluster.leases()::record).toList());
    }

    @Override
    public CompletableFuture<LeaseRead> read(ElectionId election) {
        long sent = loop.now();
        return caller.ask(Ask.read(() -> cluster.leases().record(election)))
                .thenApply(record -> new LeaseRead((LeaseRecord) record, new Interval(sent, loop.now())));
    }

    @Override
    public Subscription watch(ElectionId election, Consumer<LeaseSeen> seen) {
        var watch = new LeaseWatch(election, cluster.leases(), seen, loop);
        loop.post(() -> watch.start(cluster.servers()));
        return watch;
    }

    @Override
    public CompletableFuture<LeaseRead> replace(LeaseRecord was, String holder, int durationSeconds) {
        long sent = loop.now();
        var leases = cluster.leases();
        return caller.ask(Ask.write(() -> leases.write(
                        Leases.held(was, holder, Duration.ofSeconds(durationSeconds), loop.wall()),
                        was.resourceVersion())))
                .thenApply(written -> {
                    if (written instanceof Optional<?> some
                            && some.isPresent()
                            && some.get() instanceof LeaseRecord record) {
                        return new LeaseRead(record, new Interval(sent, loop.now()));
                    }
                    throw new Unreachable("write " + was.election() + ": conflict: version " + was.resourceVersion()
                            + " is not the newest any more; read it again");
                });
    }

    @Override
    public CompletableFuture<Removal> remove(Pod pod, boolean evict) {
        return removals.remove(pod, evict);
    }

    @Override
    public CompletableFuture<Map<String, NodeAgent>> agents(Set<String> nodes, Set<String> avoid) {
        return agents.on(nodes);
    }

    @Override
    public Map<String, NodeAgent> openAgents() {
        return agents.open();
    }

    @Override
    public CompletableFuture<List<String>> dismissAgents() {
        return agents.dismiss();
    }

    @Override
    public CompletableFuture<List<Right>> lacking(List<Right> rights) {
        return read(List::of);
    }

    @Override
    public RequestPath path(RequestPath.Description description) {
        if (description instanceof RequestPath.Api api) {
            return new SimulatedPath(
                    api,
                    server(api.instance()),
                    cluster.entrance(),
                    caller.host(),
                    cluster.ring().store(),
                    loop);
        }
        return cluster.apps().path((RequestPath.Http) description);
    }

    private Optional<ApiServer> server(String node) {
        return cluster.servers().stream()
                .filter(server -> server.machine().name().equals(node))
                .findFirst();
    }

    @Override
    public Canary canary(Canary.Description description) {
        return switch (description.job()) {
            case SCHEDULER -> canary(SimulatedCluster.SCHEDULER);
            case CONTROLLER_MANAGER -> canary(SimulatedCluster.CONTROLLER_MANAGER);
            case WATCH ->
                new WatchCanary(
                        "canary/" + SYSTEM,
                        server(description.instance()).orElse(cluster.servers().get(0)),
                        cluster.ring().store(),
                        caller,
                        () -> creations.make("canary of watches"),
                        loop);
        };
    }

    private Canary canary(String component) {
        return new SimulatedCanary(
                cluster.desk(component),
                caller,
                () -> creations.make("canary of " + component),
                loop,
                loop.random("rehearsal canary " + component));
    }

    @Override
    public RunRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        agents.close();
        lock.die();
    }
}
