package dev.lacuna.experiments.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.time.LiveLoop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.Distribution;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.kubernetes.api.Access;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.Kubeconfig;
import dev.lacuna.experiments.kubernetes.api.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real control plane of three nodes and a worker; touches nothing but namespaces of its own. */
final class LiveControlPlaneIT {
    private static final String IMAGE = "lacuna/lacuna:dev";
    private static final String RUNS = "lacuna-it";
    private static final String AGENTS = "lacuna-it-agents";
    private final LiveLoop loop = new LiveLoop(20_251);
    private final List<LiveControlPlane> connected = new ArrayList<>();
    private String run = "";
    private LiveControlPlane plane;

    @BeforeEach
    void connect() {
        var kubeconfig = TestCluster.kubeconfigOrSkip();
        run = "it" + Long.toString(loop.wall().toEpochMilli(), 36);
        long begun = loop.now();
        plane = connect(kubeconfig, run);
        System.out.printf("connect: %d ms%n", (loop.now() - begun) / 1_000_000);
    }

    @AfterEach
    void close() {
        connected.forEach(LiveControlPlane::close);
        loop.close();
    }

    private LiveControlPlane connect(Path kubeconfig, String runId) {
        var access = Access.of(Kubeconfig.read(List.of(kubeconfig)), Optional.empty(), loop);
        var settings = new ConnectSettings(
                "testbed", "it", new ConnectSettings.Runs(runId, RUNS), ConnectSettings.Agents.standard(AGENTS, IMAGE));
        var answer = await(LiveControlPlane.connect(access, settings, loop, loop.executor()));
        connected.add(answer);
        return answer;
    }

    private <T> T await(CompletableFuture<T> answer) {
        return loop.await(answer, Duration.ofSeconds(90), "an answer");
    }

    @Test
    void a_cluster_tells_what_it_is() {
        assertThat(plane.identity().version()).startsWith("v1.");
        assertThat(plane.identity().distribution()).isEqualTo(Distribution.KUBEADM);
        assertThat(plane.identity().uid()).hasSize(36);
        assertThat(plane.instances()).extracting(ApiInstance::node).containsExactlyInAnyOrder("cp1", "cp2", "cp3");
        assertThat(await(plane.nodes()))
                .filteredOn(node -> node.controlPlane() && node.ready())
                .hasSize(3);
        assertThat(await(plane.members()))
                .hasSize(12)
                .extracting(Pod::component)
                .containsOnly("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler");
        assertThat(await(plane.pod("kube-system", "there-is-none"))).isEmpty();
        assertThat(await(plane.pods("", Map.of("k8s-app", "kube-proxy")))).hasSize(4);
    }

    @Test
    void etcd_has_one_leader_among_three_healthy_voters() {
        List<EtcdMember> members = await(plane.etcd());

        assertThat(members).hasSize(3).allMatch(member -> member.voter() && member.healthy());
        assertThat(members).filteredOn(EtcdMember::leader).hasSize(1);
        assertThat(members).extracting(EtcdMember::node).containsExactlyInAnyOrder("cp1", "cp2", "cp3");
    }

    @Test
    void elections_are_found_read_and_watched_each_record_once() {
        var elections = await(plane.elections());
        assertThat(elections)
                .extracting(record -> record.election().name())
                .contains("kube-scheduler", "kube-controller-manager");
        assertThat(elections).noneMatch(record -> record.election().namespace().equals("kube-node-lease"));
        var scheduler = elections.stream()
                .filter(record -> record.election().name().equals("kube-scheduler"))
                .findFirst()
                .orElseThrow();
        var read = await(plane.read(scheduler.election()));
        assertThat(read.record().holder()).isEqualTo(scheduler.holder());
        assertThat(read.at().width()).isPositive();

        List<LeaseSeen> seen = new ArrayList<>();
        var watch = plane.watch(scheduler.election(), seen::add);
        assertThat(loop.await(() -> seen.stream().filter(one -> !one.initial()).count() >= 3, Duration.ofSeconds(20)))
                .isTrue();
        loop.post(watch::close);

        assertThat(seen).extracting(one -> one.record().resourceVersion()).doesNotHaveDuplicates();
        assertThat(seen.get(0).initial()).isTrue();
    }

    @Test
    void rights_are_asked_for_one_by_one() {
        assertThat(await(plane.lacking(List.of(
                        new Right("get", "", "pods/exec", "kube-system"), new Right("get", "", "/readyz", "")))))
                .isEmpty();
    }

    @Test
    void one_run_at_a_time_holds_the_lock() throws Exception {
        var other = connect(TestCluster.kubeconfigOrSkip(), run + "b");
        assertThat(await(plane.registry().lock(run))).isEmpty();
        try {
            assertThat(await(other.registry().lock(run + "b")))
                    .hasValueSatisfying(holder -> assertThat(holder).startsWith(run + "@it"));
        } finally {
            await(plane.registry().unlock());
        }
        assertThat(await(other.registry().lock(run + "b"))).isEmpty();
        await(other.registry().unlock());
    }

    @Test
    void a_journal_is_kept_replaced_and_dropped() {
        await(plane.registry().saveJournal(run, "first\n"));
        await(plane.registry().saveJournal(run, "second\n"));
        assertThat(await(plane.registry().journals())).containsEntry(run, "second\n");
        await(plane.registry().dropJournal(run));
        await(plane.registry().dropJournal(run));
        assertThat(await(plane.registry().journals())).doesNotContainKey(run);
        assertThat(await(plane.registry().removeObjects(run))).isEmpty();
    }

    @Test
    void agents_come_serve_and_leave_nothing() {
        long begun = loop.now();
        Map<String, NodeAgent> agents = await(plane.agents(Set.of("cp1", "cp2", "worker1"), Set.of("cp1")));
        System.out.printf("agents on 3 nodes: %d ms%n", (loop.now() - begun) / 1_000_000);
        assertThat(agents.keySet()).containsExactlyInAnyOrder("cp1", "cp2", "worker1");
        try {
            var scheduler = await(plane.members()).stream()
                    .filter(pod -> pod.name().equals("kube-scheduler-cp1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(await(onLoop(() -> requireNonNull(agents.get("cp1")).find(scheduler.containerId())))
                            .pid())
                    .isGreaterThan(1);
            begun = loop.now();
            assertThat(await(plane.agents(Set.of("cp1"), Set.of("cp2"))).get("cp1"))
                    .isSameAs(agents.get("cp1"));
            System.out.printf("agent again, other servers avoided: %d ms%n", (loop.now() - begun) / 1_000_000);
            assertThat(await(onLoop(() -> requireNonNull(agents.get("cp1")).find(scheduler.containerId())))
                            .pid())
                    .isGreaterThan(1);
            assertThat(await(plane.registry().helpers()))
                    .filteredOn(helper -> helper.runId().equals(run))
                    .hasSize(3);
        } finally {
            begun = loop.now();
            assertThat(await(plane.dismissAgents())).isEmpty();
            System.out.printf("dismissed: %d ms%n", (loop.now() - begun) / 1_000_000);
        }
        assertThat(await(plane.registry().helpers()))
                .noneMatch(helper -> helper.runId().equals(run));
    }

    @Test
    void exactly_the_chosen_pod_is_removed() {
        try {
            await(plane.agents(Set.of("worker1"), Set.of()));
            Pod helper =
                    await(plane.pods(AGENTS, Map.of("lacuna.dev/run", run))).get(0);
            Pod other = new Pod(
                    helper.namespace(),
                    helper.name(),
                    "11111111-2222-3333-4444-555555555555",
                    "",
                    "worker1",
                    "",
                    Optional.empty(),
                    0,
                    true,
                    false,
                    true,
                    false,
                    Map.of(),
                    Optional.empty());
            for (boolean evict : List.of(true, false)) {
                assertThatThrownBy(() -> await(plane.remove(other, evict)))
                        .isInstanceOfSatisfying(
                                FaultException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.TARGET_CHANGED));
            }
            assertThat(await(plane.remove(helper, true)).refused()).isEmpty();
        } finally {
            assertThat(await(plane.dismissAgents())).isEmpty();
        }
    }

    @Test
    void a_lease_is_replaced_only_by_its_version() {
        assertThat(await(plane.registry().lock(run))).isEmpty();
        try {
            var was = await(plane.read(new ElectionId(ElectionId.Lock.LEASE, RUNS, "lacuna-run")))
                    .record();
            var written = await(plane.replace(was, run + "@it", 31)).record();
            assertThat(written.transitions()).isEqualTo(was.transitions() + 1);
            assertThat(await(plane.replace(written, "", 1)).record().holder()).isEmpty();
            assertThatThrownBy(() -> await(plane.replace(was, "nobody_1", 15)))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            failure -> assertThat(failure.status()).hasValue(409));
        } finally {
            await(plane.registry().unlock());
        }
    }

    @Test
    void a_missing_image_is_named_at_once() throws Exception {
        var access = Access.of(Kubeconfig.read(List.of(TestCluster.kubeconfigOrSkip())), Optional.empty(), loop);
        var settings = new ConnectSettings(
                "testbed",
                "it",
                new ConnectSettings.Runs(run, RUNS),
                ConnectSettings.Agents.standard(AGENTS, "lacuna.invalid/none:0"));
        var bare = await(LiveControlPlane.connect(access, settings, loop, loop.executor()));
        connected.add(bare);
        try {
            assertThatThrownBy(() -> await(bare.agents(Set.of("worker1"), Set.of())))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("worker1")
                    .hasMessageContaining("lacuna.invalid/none:0");
        } finally {
            assertThat(await(bare.dismissAgents())).isEmpty();
        }
    }

    private <T> CompletableFuture<T> onLoop(java.util.function.Supplier<CompletableFuture<T>> call) {
        return Together.onLoop(loop, call);
    }
}
