package dev.lacuna.experiments.process;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.ClusterIdentity;
import dev.lacuna.experiments.controlplane.Distribution;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseRead;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.RunRegistry;
import dev.lacuna.experiments.probe.NoCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Three control-plane nodes {@code cp1} to {@code cp3} with host names {@code host1} to {@code host3}, and a worker; everything on paper, to be changed by a test. */
public final class PaperCluster extends NoCluster {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);
    public final Map<String, Pod> pods = new TreeMap<>();
    public final List<LeaseRecord> elections = new ArrayList<>();
    public final Map<String, PaperAgent> agents = new TreeMap<>();
    public final List<String> asked = new ArrayList<>();
    public Optional<String> refusal = Optional.empty();
    public Optional<RuntimeException> unreadable = Optional.empty();
    public int conflicts;

    /** Empty: they can't be seen. */
    public List<EtcdMember> etcd = List.of();

    /** What they are after a transfer; empty: the same. */
    public List<EtcdMember> transferred = List.of();

    public Optional<RuntimeException> untransferred = Optional.empty();

    public Optional<RunRegistry> registry = Optional.empty();
    public final Set<String> namespaces = new TreeSet<>(Set.of("kube-system"));

    /** What the nodes' own clocks show; empty: nobody can see them. */
    public Map<String, Instant> heartbeats = Map.of();

    private int turn;
    private final List<Consumer<LeaseSeen>> watchers = new ArrayList<>();
    private final Loop loop;

    public PaperCluster(Loop loop) {
        this.loop = loop;
        for (String component : List.of("etcd", "kube-apiserver", "kube-scheduler", "kube-controller-manager")) {
            for (int i = 1; i <= 3; i++) {
                add(member(component, i));
            }
        }
        for (String node : List.of("cp1", "cp2", "cp3", "w1")) {
            agents.put(node, new PaperAgent(node, loop));
        }
        pods.values().forEach(this::run);
        elections.add(lease("kube-system", "kube-scheduler", "host2_5c"));
        elections.add(lease("kube-system", "kube-controller-manager", "host3_7d"));
    }

    public void add(Pod pod) {
        pods.put(pod.title(), pod);
    }

    /** The pod's process is there on its node. */
    public ProcessRef run(Pod pod) {
        var processes = agent(pod.node()).processes;
        var process = new ProcessRef(pod.containerId(), 1_000 + processes.size(), 8_123);
        processes.put(pod.containerId(), process);
        return process;
    }

    public Pod member(String name) {
        return Optional.ofNullable(pods.get("kube-system/" + name)).orElseThrow();
    }

    public PaperAgent agent(String node) {
        return Optional.ofNullable(agents.get(node)).orElseThrow();
    }

    private static Pod member(String component, int number) {
        String name = component + "-cp" + number;
        return PaperPods.pod("kube-system", name, component, "cp" + number, true);
    }

    public LeaseRecord lease(String namespace, String name, String holder) {
        return new LeaseRecord(
                new ElectionId(ElectionId.Lock.LEASE, namespace, name),
                holder,
                Duration.ofSeconds(15),
                Optional.of(loop.wall()),
                Optional.of(loop.wall()),
                4,
                Integer.toString(700 + elections.size()),
                false);
    }

    /** The watches and reads see another holder from now on, who renews every 2 s until another one does. */
    public void leads(LeaseRecord old, String holder, int transitions) {
        turn++;
        renew(old, holder, transitions, turn);
    }

    private void renew(LeaseRecord old, String holder, int transitions, int ofTurn) {
        if (ofTurn != turn || loop.now() > LONG_ENOUGH.toNanos()) {
            return;
        }
        var record = new LeaseRecord(
                old.election(),
                holder,
                old.duration(),
                old.acquired(),
                Optional.of(loop.wall()),
                transitions,
                old.resourceVersion() + "1",
                old.coordinated());
        elections.replaceAll(one -> one.election().equals(old.election()) ? record : one);
        List.copyOf(watchers).forEach(watcher -> watcher.accept(new LeaseSeen(record, loop.now(), false)));
        loop.after(Duration.ofSeconds(2), () -> renew(record, holder, transitions, ofTurn));
    }

    public LeaseRecord record(String name) {
        return elections.stream()
                .filter(record -> record.election().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public ClusterIdentity identity() {
        return new ClusterIdentity("paper", "v1.36.3", Distribution.KUBEADM, "u-1", "https://10.0.0.100:6443");
    }

    private <T> CompletableFuture<T> answer(T value) {
        return unreadable
                .<CompletableFuture<T>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(value));
    }

    @Override
    public CompletableFuture<List<Node>> nodes() {
        return answer(List.of(
                new Node("cp1", "host1", "10.0.0.1", "", true, true),
                new Node("cp2", "host2", "10.0.0.2", "", true, true),
                new Node("cp3", "host3", "10.0.0.3", "", true, true),
                new Node("w1", "worker1", "10.0.0.11", "", false, true)));
    }

    @Override
    public CompletableFuture<Set<String>> namespaces(Set<String> asked) {
        return answer(Set.copyOf(namespaces));
    }

    @Override
    public CompletableFuture<Map<String, Instant>> heartbeats() {
        return answer(heartbeats);
    }

    @Override
    public CompletableFuture<List<Pod>> members() {
        return answer(
                pods.values().stream().filter(pod -> !pod.component().isEmpty()).toList());
    }

    @Override
    public CompletableFuture<List<Pod>> pods(String namespace, Map<String, String> labels) {
        return answer(pods.values().stream()
                .filter(pod -> pod.namespace().equals(namespace)
                        && pod.labels().entrySet().containsAll(labels.entrySet()))
                .toList());
    }

    @Override
    public CompletableFuture<Optional<Pod>> pod(String namespace, String name) {
        return answer(Optional.ofNullable(pods.get(namespace + "/" + name)));
    }

    @Override
    public List<ApiInstance> instances() {
        return List.of(
                new ApiInstance("cp1", "10.0.0.1", 6443),
                new ApiInstance("cp2", "10.0.0.2", 6443),
                new ApiInstance("cp3", "10.0.0.3", 6443));
    }

    @Override
    public CompletableFuture<List<EtcdMember>> etcd(Set<String> avoid) {
        asked.add(avoid.isEmpty() ? "etcd" : "etcd away from " + String.join(", ", avoid));
        if (!etcd.isEmpty()) {
            return answer(etcd);
        }
        return CompletableFuture.failedFuture(
                new FaultException(FaultException.Kind.UNSUPPORTED, "etcd can't be seen: no running pod"));
    }

    @Override
    public CompletableFuture<Interval> transfer(Pod leader, EtcdMember to) {
        asked.add("transfer in " + leader.name() + " to " + to.id());
        etcd = transferred.isEmpty() ? etcd : transferred;
        return untransferred
                .<CompletableFuture<Interval>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(new Interval(loop.now(), loop.now() + 212_000_000)));
    }

    @Override
    public CompletableFuture<List<LeaseRecord>> elections() {
        return answer(List.copyOf(elections));
    }

    @Override
    public CompletableFuture<LeaseRead> read(ElectionId election) {
        return answer(new LeaseRead(record(election.name()), new Interval(loop.now(), loop.now() + 10)));
    }

    @Override
    public Subscription watch(ElectionId election, Consumer<LeaseSeen> seen) {
        watchers.add(seen);
        return () -> watchers.remove(seen);
    }

    public int watches() {
        return watchers.size();
    }

    @Override
    public CompletableFuture<LeaseRead> replace(LeaseRecord was, String holder, int durationSeconds) {
        if (conflicts > 0) {
            conflicts--;
            return CompletableFuture.failedFuture(new IllegalStateException("conflict"));
        }
        asked.add("write " + holder + " for " + durationSeconds + " s");
        leads(was, holder, was.transitions() + 1);
        return read(was.election());
    }

    @Override
    public CompletableFuture<Removal> remove(Pod pod, boolean evict) {
        asked.add((evict ? "evict " : "delete ") + pod.uid());
        return CompletableFuture.completedFuture(new Removal(new Interval(loop.now(), loop.now() + 20_000), refusal));
    }

    @Override
    public CompletableFuture<Map<String, NodeAgent>> agents(Set<String> nodes, Set<String> avoid) {
        Map<String, NodeAgent> some = new TreeMap<>(agents);
        some.keySet().retainAll(nodes);
        return CompletableFuture.completedFuture(some);
    }

    @Override
    public CompletableFuture<List<String>> dismissAgents() {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public RunRegistry registry() {
        return registry.orElseThrow();
    }
}
