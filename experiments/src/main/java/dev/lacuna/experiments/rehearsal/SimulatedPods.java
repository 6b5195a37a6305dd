package dev.lacuna.experiments.rehearsal;

import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The pods of a simulated cluster as its API shows them. */
record SimulatedPods(SimulatedCluster cluster) {

    /** The mirrors of the control plane's static pods. */
    List<Pod> members() {
        return cluster.machines().stream()
                .flatMap(machine -> machine.pods().stream())
                .map(HostedPod::shown)
                .filter(Pod::mirror)
                .toList();
    }

    private Stream<Pod> all() {
        return Stream.concat(members().stream(), cluster.apps().shown().stream());
    }

    /** Of etcd's members the times of its elections, as kubeadm would set them; of others nothing. */
    List<String> commandLine(Pod pod) {
        var etcd = cluster.model().etcd();
        return pod.component().equals(EtcdMember.ELECTION)
                ? List.of(
                        "etcd",
                        "--election-timeout=" + etcd.election().toMillis(),
                        "--heartbeat-interval=" + etcd.heartbeat().toMillis())
                : List.of();
    }

    /** @param namespace empty for all */
    List<Pod> with(String namespace, Map<String, String> labels) {
        return all().filter(pod -> (namespace.isEmpty() || pod.namespace().equals(namespace))
                        && pod.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    Optional<Pod> named(String namespace, String name) {
        return all().filter(
                        pod -> pod.namespace().equals(namespace) && pod.name().equals(name))
                .findFirst();
    }
}
