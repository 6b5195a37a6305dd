package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LiveElectionsApiTest {
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases";
    private static final ElectionId SCHEDULER = new ElectionId(ElectionId.Lock.LEASE, "kube-system", "kube-scheduler");
    private final FakeCluster cluster = new FakeCluster();
    private final LiveElections elections = new LiveElections(cluster.servers, "lacuna");

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private static String lease(String holder) {
        return """
                {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                 "metadata": {"name": "kube-scheduler", "namespace": "kube-system", "labels": {"kept": "yes"}},
                 "spec": {"holderIdentity": "%s", "leaseDurationSeconds": 15, "leaseTransitions": 7, "aFieldOfTheFuture": "kept"}}""".formatted(holder);
    }

    private void create(String holder) {
        cluster.cp1.objects().collection(LEASES);
        cluster.await(cluster.servers.change(ApiRequest.post(LEASES, FakeCluster.json(lease(holder)))));
    }

    private void renew(String holder) {
        cluster.await(
                cluster.servers.change(ApiRequest.put(LEASES + "/kube-scheduler", FakeCluster.json(lease(holder)))));
    }

    @Test
    void elections_are_told_from_leases_of_nodes_servers_and_the_runner() {
        cluster.cp1.next("/apis/coordination.k8s.io/v1/leases", FakeAnswer.json(FakeCluster.json("""
                {"items": [
                 {"metadata": {"namespace": "kube-node-lease", "name": "cp1"}, "spec": {"holderIdentity": "cp1_x", "leaseTransitions": 1}},
                 {"metadata": {"namespace": "kube-system", "name": "apiserver-exr5gotrtgwtdol2v55bwwtoyy"}, "spec": {"holderIdentity": "apiserver_1"}},
                 {"metadata": {"namespace": "kube-system", "name": "s", "labels": {"apiserver.kubernetes.io/identity": "a"}}, "spec": {"holderIdentity": "a_2"}},
                 {"metadata": {"namespace": "lacuna", "name": "lacuna-run"}, "spec": {"holderIdentity": "r1@h", "acquireTime": "2026-01-01T00:00:00.000000Z"}},
                 {"metadata": {"namespace": "shop", "name": "heartbeat"}, "spec": {"holderIdentity": "plain"}},
                 {"metadata": {"namespace": "kube-system", "name": "kube-scheduler"}, "spec": {"holderIdentity": "cp2_4f", "leaseTransitions": 3}},
                 {"metadata": {"namespace": "shop", "name": "released"}, "spec": {"holderIdentity": "", "leaseTransitions": 5}}]}""")));
        cluster.cp1.next("/api/v1/namespaces/kube-system/endpoints", FakeAnswer.status(403, "Forbidden", "no"));
        cluster.cp1.next("/api/v1/namespaces/kube-system/configmaps", FakeAnswer.json(FakeCluster.json("""
                {"items": [{"metadata": {"namespace": "kube-system", "name": "old", "annotations":
                 {"control-plane.alpha.kubernetes.io/leader": "{\\"holderIdentity\\": \\"cp3_9\\", \\"leaseDurationSeconds\\": 15}"}}},
                 {"metadata": {"namespace": "kube-system", "name": "coredns"}}]}""")));

        assertThat(cluster.await(elections.all()))
                .extracting(record -> record.election().toString())
                .containsExactly(
                        "lease kube-system/kube-scheduler", "lease shop/released", "configmap kube-system/old");
    }

    @Test
    void clocks_of_nodes_are_read_from_the_leases_that_their_kubelets_renew() {
        String path = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
        cluster.cp1.next(path, FakeAnswer.json(FakeCluster.json("""
                {"items": [
                 {"metadata": {"name": "cp1"}, "spec": {"holderIdentity": "cp1", "renewTime": "2026-02-03T04:05:06.789012Z"}},
                 {"metadata": {"name": "cp2"}, "spec": {"holderIdentity": "cp2"}}]}""")));
        cluster.cp1.next(path, FakeAnswer.status(403, "Forbidden", "no"));

        assertThat(cluster.await(elections.heartbeats()))
                .containsOnly(Map.entry("cp1", Instant.parse("2026-02-03T04:05:06.789012Z")));
        assertThat(cluster.await(elections.heartbeats())).isEmpty();
    }

    @Test
    void a_record_is_replaced_with_its_version_and_six_digits() {
        create("cp1_a");
        var was = cluster.await(elections.read(SCHEDULER)).record();

        var written = cluster.await(elections.replace(was, "nobody_b", 15));

        assertThat(written.record().holder()).isEqualTo("nobody_b");
        assertThat(written.record().transitions()).isEqualTo(8);
        assertThat(written.at().width()).isPositive();
        var put = FakeCluster.body(FakeCluster.changes(cluster.cp1).get(1));
        assertThat(Json.text(put, "spec", "renewTime")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(Json.text(put, "spec", "aFieldOfTheFuture")).isEqualTo("kept");
        assertThat(Json.text(put, "metadata", "labels", "kept")).isEqualTo("yes");
    }

    @Test
    void a_blank_holder_is_no_transition() {
        create("cp1_a");
        var was = cluster.await(elections.read(SCHEDULER)).record();

        assertThat(cluster.await(elections.replace(was, "", 1)).record().transitions())
                .isEqualTo(7);
    }

    @Test
    void a_record_that_was_renewed_meanwhile_is_not_replaced() {
        create("cp1_a");
        var was = cluster.await(elections.read(SCHEDULER)).record();
        renew("cp1_a");

        assertThatThrownBy(() -> cluster.await(elections.replace(was, "nobody_b", 15)))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.status()).hasValue(409));
        assertThat(cluster.await(elections.read(SCHEDULER)).record().holder()).isEqualTo("cp1_a");
    }

    @Test
    void an_annotated_record_can_not_be_written() {
        var old = new ElectionId(ElectionId.Lock.ENDPOINTS, "kube-system", "kube-scheduler");
        create("cp1_a");
        var record = cluster.await(elections.read(SCHEDULER)).record();
        var annotated = new dev.lacuna.experiments.controlplane.LeaseRecord(
                old,
                record.holder(),
                record.duration(),
                record.acquired(),
                record.renewed(),
                record.transitions(),
                record.resourceVersion(),
                false);

        assertThatThrownBy(() -> elections.replace(annotated, "x_y", 15))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("endpoints");
    }

    @Test
    void each_record_is_told_once_and_the_first_state_as_initial() {
        create("cp1_a");
        List<LeaseSeen> seen = new ArrayList<>();
        var watch = new ElectionWatch(SCHEDULER, seen::add);
        var way = cluster.servers.each().get(0);
        cluster.loop.post(() -> watch.start(List.of(way, way)));
        assertThat(cluster.loop.await(() -> seen.size() == 1, Duration.ofSeconds(5)))
                .isTrue();
        assertThat(cluster.loop.await(() -> watches() == 2, Duration.ofSeconds(5)))
                .isTrue();

        renew("cp1_a");
        renew("cp2_b");

        assertThat(cluster.loop.await(() -> seen.size() >= 3, Duration.ofSeconds(5)))
                .isTrue();
        cluster.loop.post(watch::close);
        assertThat(seen).extracting(LeaseSeen::initial).containsExactly(true, false, false);
        assertThat(seen).extracting(one -> one.record().holder()).containsExactly("cp1_a", "cp1_a", "cp2_b");
    }

    @Test
    void what_comes_right_after_a_gap_is_initial() {
        create("cp1_a");
        List<LeaseSeen> seen = new ArrayList<>();
        var watch = new ElectionWatch(SCHEDULER, seen::add);
        cluster.loop.post(() -> watch.start(List.of(cluster.servers.each().get(0))));
        assertThat(cluster.loop.await(() -> watches() == 1, Duration.ofSeconds(5)))
                .isTrue();

        cluster.cp1.objects().endWatches();
        renew("cp2_b");

        assertThat(cluster.loop.await(() -> seen.size() == 2, Duration.ofSeconds(5)))
                .isTrue();
        cluster.loop.post(watch::close);
        assertThat(seen.get(1).initial()).isTrue();
    }

    private int watches() {
        return cluster.cp1.objects().watchesBegun();
    }
}
