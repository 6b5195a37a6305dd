package dev.lacuna.experiments.kubernetes;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
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
import dev.lacuna.experiments.controlplane.OwnNamespaces;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.RunRegistry;
import dev.lacuna.experiments.kubernetes.api.Access;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ConnectionPolicy;
import dev.lacuna.experiments.kubernetes.api.Target;
import dev.lacuna.experiments.kubernetes.read.NodeReader;
import dev.lacuna.experiments.kubernetes.read.PodReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The control plane of a real cluster. May be called from any thread; answers complete on the loop. */
public final class LiveControlPlane implements ControlPlane {
    private static final String BALANCER = "balancer";

    private final Loop loop;
    private final Servers servers;
    private final ClusterIdentity identity;
    private final List<ApiInstance> instances;
    private final OwnNamespaces own;
    private final LiveElections elections;
    private final EtcdCommand etcd;
    private final LiveAgents agents;
    private final LiveRegistry registry;
    private Function<RequestPath.Description, RequestPath> paths = LiveControlPlane::noPaths;
    private Function<Canary.Description, Canary> canaries = LiveControlPlane::noCanaries;

    private LiveControlPlane(
            Servers servers, ConnectSettings settings, ClusterIdentity identity, List<ApiInstance> instances) {
        this.loop = servers.loop();
        this.servers = servers;
        this.identity = identity;
        this.instances = instances;
        this.own =
                new OwnNamespaces(settings.runs().namespace(), settings.agents().namespace());
        this.elections = new LiveElections(servers, settings.runs().namespace());
        this.etcd = new EtcdCommand(servers, identity.distribution());
        var pods = new AgentPods(servers, settings);
        this.agents = new LiveAgents(servers, pods, settings.agents().namespace());
        this.registry = new LiveRegistry(servers, settings, pods);
    }

    /**
     * Connects: finds out which cluster it is and where its API servers are.
     *
     * @param threads where calls wait for the network; as {@link ApiEndpoint} wants them
     * @return fails with an {@code ApiException} when the cluster can't be reached, or refuses credentials or rights; within about 25 s
     */
    public static CompletableFuture<LiveControlPlane> connect(
            Access access, ConnectSettings settings, Loop loop, ExecutorService threads) {
        return Together.onLoop(loop, () -> {
            var balancer = new ApiEndpoint(access, Target.server(BALANCER), ConnectionPolicy.control(), loop, threads);
            return Discovery.look(balancer)
                    .thenApply(found -> {
                        var instances = found.instances().isEmpty() ? List.of(named(access)) : found.instances();
                        var servers = new Servers(
                                balancer,
                                found.instances().stream()
                                        .map(one -> Servers.Server.at(one, access, loop, threads))
                                        .toList());
                        servers.start();
                        var identity = new ClusterIdentity(
                                settings.context(),
                                found.version(),
                                found.distribution(),
                                found.uid(),
                                access.server().toString());
                        return new LiveControlPlane(servers, settings, identity, instances);
                    })
                    .whenComplete((plane, failure) -> {
                        if (failure != null) {
                            balancer.close();
                        }
                    });
        });
    }

    /**
     * Those of these rights that the access lacks, asked for without knowing anything of the cluster: for whom {@link #connect} was refused.
     *
     * @param threads as for {@link #connect}
     */
    public static CompletableFuture<List<Right>> lacking(
            Access access, List<Right> rights, Loop loop, ExecutorService threads) {
        return Together.onLoop(loop, () -> {
            var named = new ApiEndpoint(access, Target.server(BALANCER), ConnectionPolicy.control(), loop, threads);
            return new RightsCheck(new Servers(named, List.of()))
                    .lacking(rights)
                    .whenComplete((lacking, failure) -> named.close());
        });
    }

    private static ApiInstance named(Access access) {
        int port = access.server().getPort();
        return new ApiInstance("", access.server().getHost(), port < 0 ? 443 : port);
    }

    /**
     * Sets how requests and canaries are made; before that there are none.
     *
     * @param quiet completes when no creation of an object for them is on its way any more
     */
    public void offer(
            Function<RequestPath.Description, RequestPath> newPaths,
            Function<Canary.Description, Canary> newCanaries,
            Supplier<CompletableFuture<Void>> quiet) {
        paths = newPaths;
        canaries = newCanaries;
        registry.removeOnlyWhen(quiet);
    }

    @Override
    public ClusterIdentity identity() {
        return identity;
    }

    @Override
    public OwnNamespaces ownNamespaces() {
        return own;
    }

    @Override
    public CompletableFuture<List<Node>> nodes() {
        return onLoop(() -> servers.list(Discovery.NODES)
                .thenApply(items -> items.stream().map(NodeReader::read).toList()));
    }

    @Override
    public CompletableFuture<Map<String, Instant>> heartbeats() {
        return onLoop(elections::heartbeats);
    }

    @Override
    public CompletableFuture<Set<String>> namespaces(Set<String> asked) {
        return onLoop(() -> new Namespaces(servers).seen(asked));
    }

    @Override
    public CompletableFuture<List<Pod>> members() {
        return onLoop(() -> podList(Discovery.MEMBERS));
    }

    @Override
    public CompletableFuture<List<Pod>> pods(String namespace, Map<String, String> labels) {
        String selector = labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .collect(Collectors.joining(","));
        var query = ApiQuery.collection("v1", Optional.of(namespace).filter(name -> !name.isEmpty()), "pods");
        return onLoop(() -> podList((selector.isEmpty() ? query : query.with("labelSelector", selector)).toString()));
    }

    private CompletableFuture<List<Pod>> podList(String path) {
        return servers.list(path)
                .thenApply(items -> items.stream().map(PodReader::read).toList());
    }

    @Override
    public CompletableFuture<Optional<Pod>> pod(String namespace, String name) {
        String path = ApiQuery.collection("v1", Optional.of(namespace), "pods")
                .then(name)
                .toString();
        return onLoop(() -> servers.find(path).thenApply(found -> found.map(reply -> PodReader.read(reply.body()))));
    }

    @Override
    public CompletableFuture<List<String>> commandLine(Pod pod) {
        String path = ApiQuery.collection("v1", Optional.of(pod.namespace()), "pods")
                .then(pod.name())
                .toString();
        return onLoop(() -> servers.get(path).thenApply(reply -> PodReader.commandLine(reply.body())));
    }

    @Override
    public List<ApiInstance> instances() {
        return instances;
    }

    @Override
    public CompletableFuture<List<EtcdMember>> etcd(Set<String> avoid) {
        return onLoop(() -> {
            var nodes = nodes();
            return podList(Discovery.MEMBERS)
                    .thenCompose(members -> nodes.thenCompose(all -> etcd.members(members, all, avoid)));
        });
    }

    @Override
    public CompletableFuture<Interval> transfer(Pod leader, EtcdMember to) {
        return onLoop(() -> etcd.transfer(leader, to));
    }

    @Override
    public CompletableFuture<List<LeaseRecord>> elections() {
        return onLoop(elections::all);
    }

    @Override
    public CompletableFuture<LeaseRead> read(ElectionId election) {
        return onLoop(() -> elections.read(election));
    }

    @Override
    public Subscription watch(ElectionId election, Consumer<LeaseSeen> seen) {
        var watch = new ElectionWatch(election, seen);
        loop.post(() -> {
            var unused = servers.settled().thenRun(() -> watch.start(servers.each()));
        });
        return watch;
    }

    @Override
    public CompletableFuture<LeaseRead> replace(LeaseRecord was, String holder, int durationSeconds) {
        return onLoop(() -> elections.replace(was, holder, durationSeconds));
    }

    @Override
    public CompletableFuture<Removal> remove(Pod pod, boolean evict) {
        return onLoop(() -> new PodRemoval(servers).remove(pod, evict));
    }

    @Override
    public CompletableFuture<Map<String, NodeAgent>> agents(Set<String> nodes, Set<String> avoid) {
        return onLoop(() -> agents.agents(Set.copyOf(nodes), Set.copyOf(avoid)));
    }

    @Override
    public Map<String, NodeAgent> openAgents() {
        return agents.open();
    }

    @Override
    public void onTrouble(Consumer<String> reader) {
        loop.post(() -> agents.onTrouble(reader));
    }

    @Override
    public CompletableFuture<List<String>> dismissAgents() {
        return onLoop(agents::dismiss);
    }

    @Override
    public CompletableFuture<List<Right>> lacking(List<Right> rights) {
        return onLoop(() -> new RightsCheck(servers).lacking(rights));
    }

    @Override
    public RequestPath path(RequestPath.Description description) {
        return paths.apply(description);
    }

    @Override
    public Canary canary(Canary.Description description) {
        return canaries.apply(description);
    }

    @Override
    public RunRegistry registry() {
        return registry;
    }

    /** Ends the agents' work and all connections. Objects in the cluster stay, and the lock runs out. */
    @Override
    public void close() {
        loop.post(() -> {
            agents.close();
            registry.close();
            servers.close();
        });
    }

    private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> call) {
        return Together.onLoop(loop, call);
    }

    private static RequestPath noPaths(RequestPath.Description description) {
        throw new IllegalStateException("nobody has offered ways to send " + description);
    }

    private static Canary noCanaries(Canary.Description description) {
        throw new IllegalStateException("nobody has offered a canary for " + description);
    }
}
