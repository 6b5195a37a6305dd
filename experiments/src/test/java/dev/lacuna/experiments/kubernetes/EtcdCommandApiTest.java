package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.Distribution;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.kubernetes.read.PodReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EtcdCommandApiTest {
    private static final EtcdMember TRANSFEREE = new EtcdMember("cp3", "a8726a21a8e6fd28", "cp3", true, true, "", 2, 9);
    private final FakeCluster cluster = new FakeCluster();
    private final EtcdCommand etcd = new EtcdCommand(cluster.servers, Distribution.KUBEADM);

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private static Pod pod(String node) {
        return PodReader.read(FakeCluster.json("""
                {"metadata": {"namespace": "kube-system", "name": "etcd-%1$s", "labels": {"component": "etcd"}},
                 "spec": {"nodeName": "%1$s", "containers": [{"name": "etcd"}]},
                 "status": {"containerStatuses": [{"name": "etcd", "ready": true, "containerID": "containerd://ab",
                   "state": {"running": {"startedAt": "2026-01-01T00:00:00Z"}}}]}}""".formatted(node)));
    }

    private Interval transfer() {
        return cluster.await(Together.onLoop(cluster.loop, () -> etcd.transfer(pod("cp1"), TRANSFEREE)));
    }

    private List<String> commands() {
        return cluster.cp1.requests().stream()
                .map(request -> URLDecoder.decode(request.path(), StandardCharsets.UTF_8))
                .filter(path -> path.contains("/exec"))
                .toList();
    }

    private static String exit(int code) {
        return "exit:{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\"%d\"}]}}"
                .formatted(code);
    }

    private void fails(FaultException.Kind kind, String words) {
        assertThatThrownBy(this::transfer)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining("`etcdctl move-leader a8726a21a8e6fd28` in pod kube-system/etcd-cp1")
                .hasMessageContaining(words);
        assertThat(commands()).as("it is never sent twice").hasSize(1);
    }

    @Test
    void leader_is_told_in_its_own_pod_and_the_command_lies_between_two_moments() {
        cluster.cp1.exec().atOnce("out:Leadership transferred from 1 to 2\n|exit:{\"status\":\"Success\"}");
        long before = cluster.loop.now();

        var at = transfer();

        assertThat(at.lower()).isBetween(before, at.upper());
        assertThat(at.upper()).isLessThanOrEqualTo(cluster.loop.now());
        assertThat(commands())
                .singleElement()
                .satisfies(command -> assertThat(command)
                        .startsWith("/api/v1/namespaces/kube-system/pods/etcd-cp1/exec?container=etcd&stdin=false")
                        .contains("command=etcdctl&command=--endpoints=https://127.0.0.1:2379")
                        .endsWith("command=move-leader&command=a8726a21a8e6fd28"));
    }

    @Test
    void member_that_does_not_lead_any_more_has_transferred_nothing() {
        cluster.cp1.exec().atOnce("err:Error: no leader endpoint given at [https://127.0.0.1:2379]\n|" + exit(128));

        fails(FaultException.Kind.TARGET_CHANGED, "exit code 128; Error: no leader endpoint given");
    }

    @Test
    void transfer_that_took_too_long_may_have_come_about() {
        cluster.cp1
                .exec()
                .atOnce("err:Error: etcdserver: request timed out, leader transfer took too long\n|" + exit(1));

        fails(FaultException.Kind.FAILED, "leader transfer took too long");
    }

    @Test
    void transfer_whose_end_nobody_told_may_have_come_about() {
        cluster.cp1.exec().atOnce("out:Leadership |exit:drop");

        fails(FaultException.Kind.FAILED, "");
    }

    @Test
    void members_are_asked_for_elsewhere_with_the_leader_and_term_that_each_knows() {
        cluster.cp1.exec().atOnce("exit:{\"status\":\"Success\"}");
        var only = List.of(pod("cp1"));

        assertThatThrownBy(() -> etcd.members(only, List.of(), Set.of("cp1")))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.UNSUPPORTED))
                .hasMessageContaining("on another node than cp1");
        assertThat(commands()).isEmpty();
    }
}
