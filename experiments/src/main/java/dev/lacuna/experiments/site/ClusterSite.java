package dev.lacuna.experiments.site;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.journal.JournalText;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.safeguard.ClusterFacts;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.Experiments;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.OwnNamespaces;
import dev.lacuna.experiments.probe.ClusterProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A control plane as the place of a run. */
public final class ClusterSite implements Site {
    private static final Duration CALL = Duration.ofSeconds(15);

    /** A lock that was left behind is watched for its 30 s before it is taken over. */
    static final Duration LOCK = Duration.ofSeconds(45);

    private static final Duration DISMISSAL = Duration.ofMinutes(3);

    /** Creations that were not answered are waited for; what comes late is removed again, a few times over. */
    private static final Duration REMOVAL = Duration.ofSeconds(60);

    /** Right after a fault API servers may still be looking for etcd, whose requests end after 7 s, as an election may have to come first. */
    private static final Duration PERSISTENCE = Duration.ofSeconds(30);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final ControlPlane cluster;
    private final String runId;
    private final Loop loop;
    private final FactsReader facts;
    private final boolean runnerKnown;
    private final Map<String, String> identity;
    private final Map<String, Long> seeds = new HashMap<>();

    /** @throws dev.lacuna.engine.fault.FaultException when a node or namespace is excluded that the cluster doesn't have */
    public ClusterSite(ControlPlane cluster, String runId, Exclusions exclusions, Loop loop) {
        this.cluster = cluster;
        this.runId = runId;
        this.loop = loop;
        this.facts = new FactsReader(cluster, exclusions);
        var nodes = loop.await(cluster.nodes(), CALL, "list nodes");
        exclusions.requireThere(nodes, namespaces(exclusions.namespaces()));
        this.identity = identify(nodes);
        this.runnerKnown = !exclusions.runner().inCluster()
                || exclusions.runner().on(nodes).isPresent();
    }

    private Set<String> namespaces(Set<String> asked) {
        return asked.isEmpty() ? asked : loop.await(cluster.namespaces(asked), CALL, "look for excluded namespaces");
    }

    private Map<String, String> identify(List<Node> nodes) {
        var known = cluster.identity();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("context", known.context());
        words.put("version", known.version());
        words.put("distribution", known.distribution().toString());
        words.put("server", known.server());
        words.put("uid", known.uid());
        words.put("nodes", nodes.stream().map(Node::name).sorted().collect(Collectors.joining(",")));
        return words;
    }

    @Override
    public Map<String, String> identity() {
        return identity;
    }

    @Override
    public List<String> warnings() {
        return runnerKnown
                ? List.of()
                : List.of("the node of this runner's own pod is not known, so nothing keeps a fault from hitting it:"
                        + " set NODE_NAME by the downward API (env: valueFrom: fieldRef: fieldPath: spec.nodeName)");
    }

    @Override
    public Fault fault(Experiment experiment, String draw) {
        return Experiments.kind(experiment.kind()).on().apply(new ClusterKind.Order(experiment, cluster, seed(draw)));
    }

    private long seed(String draw) {
        return seeds.computeIfAbsent(
                draw, name -> loop.random("target of " + name).nextLong());
    }

    @Override
    public Probe probe(ProbeSpec spec) {
        return onCluster(spec).on(cluster, loop);
    }

    private static ClusterProbe onCluster(ProbeSpec spec) {
        if (spec instanceof ClusterProbe known) {
            return known;
        }
        throw new IllegalArgumentException(
                "probe `" + spec.name() + "` of kind `" + spec.kind() + "` can't be made on a cluster");
    }

    @Override
    public Probe election(String election) {
        return Experiments.election(election, cluster, loop);
    }

    @Override
    public List<Right> rights(List<ProbeSpec> probes) {
        List<Right> rights = new ArrayList<>(base(cluster.ownNamespaces()));
        probes.forEach(probe -> rights.addAll(onCluster(probe).rights(cluster.ownNamespaces())));
        return rights;
    }

    /** What every run needs, whatever it does: to look, its lock and journal, and to look for and take away what it and its probes made. */
    public static List<Right> base(OwnNamespaces namespaces) {
        String own = namespaces.runs();
        String agents = namespaces.agents();
        return List.of(
                new Right("list", "", "nodes", ""),
                new Right("get", "", "namespaces", ""),
                new Right("get", "", "pods", "kube-system"),
                new Right("list", "", "pods", "kube-system"),
                new Right("get", "discovery.k8s.io", "endpointslices", "default"),
                new Right("get", "", "pods/exec", "kube-system"),
                new Right("create", "", "pods/exec", "kube-system"),
                new Right("list", "coordination.k8s.io", "leases", ""),
                new Right("watch", "coordination.k8s.io", "leases", ""),
                new Right("get", "coordination.k8s.io", "leases", own),
                new Right("create", "coordination.k8s.io", "leases", own),
                new Right("update", "coordination.k8s.io", "leases", own),
                new Right("list", "coordination.k8s.io", "leases", own),
                new Right("delete", "coordination.k8s.io", "leases", own),
                new Right("list", "", "configmaps", own),
                new Right("create", "", "configmaps", own),
                new Right("update", "", "configmaps", own),
                new Right("delete", "", "configmaps", own),
                new Right("list", "apps", "replicasets", own),
                new Right("delete", "apps", "replicasets", own),
                new Right("list", "", "pods", own),
                new Right("delete", "", "pods", own),
                new Right("get", "", "pods", agents),
                new Right("list", "", "pods", agents));
    }

    @Override
    public List<Right> lacking(List<Right> rights, Loop waiting) {
        return waiting.await(cluster.lacking(rights), CALL, "ask for this runner's rights");
    }

    @Override
    public ClusterFacts facts(Loop waiting) {
        return facts.read(waiting, true);
    }

    /** Etcd is asked only where a fault could touch the control plane or a leader. Where it is not, the facts say so, and no guard takes it for well. */
    @Override
    public ClusterFacts facts(Impact impact, Loop waiting) {
        boolean ordinary =
                impact.losses().stream().allMatch(loss -> loss.component().isEmpty())
                        && impact.cut().isEmpty()
                        && impact.elections().isEmpty()
                        && !impact.wholeNodeNetwork();
        return facts.read(waiting, !ordinary);
    }

    @Override
    public Optional<String> lock(Loop waiting) {
        return waiting.await(cluster.registry().lock(runId), LOCK, "take the lock of runs");
    }

    @Override
    public void onLockLost(Consumer<String> reader) {
        cluster.registry().onLockLost(reader);
    }

    @Override
    public void onTrouble(Consumer<String> reader) {
        cluster.onTrouble(reader);
    }

    @Override
    public void unlock(Loop waiting) {
        waiting.await(cluster.registry().unlock(), CALL, "release the lock of runs");
    }

    @Override
    public Set<String> openRuns(Loop waiting) {
        return openJournals(cluster, waiting).keySet().stream()
                .filter(run -> !run.equals(runId))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Map<String, String> openJournals(ControlPlane cluster, Loop waiting) {
        return waiting.await(cluster.registry().journals(), CALL, "list journals of earlier runs").entrySet().stream()
                .filter(entry -> Journal.open(JournalText.read(entry.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public CompletableFuture<Void> copyJournal(String text) {
        return cluster.registry().saveJournal(runId, text);
    }

    @Override
    public List<String> cleanUp(Loop waiting) {
        List<String> left =
                new ArrayList<>(waiting.await(cluster.dismissAgents(), DISMISSAL, "take the helper pods away"));
        persist(waiting, () -> cluster.registry().removeObjects(runId), REMOVAL, "remove the run's objects");
        if (left.isEmpty()) {
            persist(waiting, () -> cluster.registry().dropJournal(runId), CALL, "remove the journal's copy");
        }
        return left;
    }

    /** For what does no harm when it is done twice: a failure of the cluster is met by another attempt, until {@link #PERSISTENCE} has passed. */
    private static <T> void persist(Loop waiting, Supplier<CompletableFuture<T>> call, Duration each, String what) {
        long last = waiting.now() + PERSISTENCE.toNanos();
        while (true) {
            try {
                waiting.await(call.get(), each, what);
                return;
            } catch (ClusterFailure e) {
                if (waiting.now() >= last) {
                    throw e;
                }
                waiting.sleep(TRY_AGAIN);
            }
        }
    }

    @Override
    public List<String> unsettled(Loop waiting) {
        var now = facts.read(waiting, true);
        return Stream.concat(
                        now.degraded().stream(),
                        now.candidates().stream()
                                // A voter that is ill is named as that already.
                                .filter(candidate -> !candidate.alive()
                                        && !candidate.election().equals(EtcdMember.ELECTION))
                                .map(candidate -> "the candidate of " + candidate.election() + " on node "
                                        + candidate.node() + " has no process"))
                .toList();
    }
}
