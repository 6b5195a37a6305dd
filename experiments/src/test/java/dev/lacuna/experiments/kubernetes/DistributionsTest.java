package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.Distribution;
import dev.lacuna.experiments.kubernetes.read.NodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DistributionsTest {
    private static final JsonObject KUBEADM_POD = FakeCluster.json("""
            {"metadata": {"labels": {"component": "kube-apiserver", "tier": "control-plane"},
             "annotations": {"kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint": "10.0.0.1:7443"}},
             "spec": {"nodeName": "cp1"}, "status": {"hostIP": "10.9.9.9"}}""");

    private static JsonObject node(String metadata, String providerId) {
        return FakeCluster.json(
                "{\"metadata\": %s, \"spec\": {\"providerID\": \"%s\"}, \"status\": {\"addresses\": [{\"type\": \"InternalIP\", \"address\": \"10.0.0.2\"}]}}"
                        .formatted(metadata, providerId));
    }

    @Test
    void each_layout_is_known_by_what_it_shows() {
        var plain = node("{\"name\": \"n\"}", "");
        assertThat(Distributions.of("v1.36.3", List.of(plain), List.of(KUBEADM_POD)))
                .isEqualTo(Distribution.KUBEADM);
        assertThat(Distributions.of("v1.36.3", List.of(node("{}", "kind://docker/a/b")), List.of(KUBEADM_POD)))
                .isEqualTo(Distribution.KIND);
        assertThat(Distributions.of("v1.35.1+rke2r1", List.of(plain), List.of()))
                .isEqualTo(Distribution.RKE2);
        assertThat(Distributions.of("v1.35.1+k3s1", List.of(plain), List.of())).isEqualTo(Distribution.K3S);
        assertThat(Distributions.of("v1.35.1+k0s", List.of(plain), List.of())).isEqualTo(Distribution.K0S);
        assertThat(Distributions.of("v1.35.1-eks-1234", List.of(plain), List.of()))
                .isEqualTo(Distribution.MANAGED);
        assertThat(Distributions.of(
                        "v1.35.1",
                        List.of(node("{\"labels\": {\"kubernetes.azure.com/cluster\": \"c\"}}", "")),
                        List.of()))
                .isEqualTo(Distribution.MANAGED);
        assertThat(Distributions.of(
                        "v1.34.2",
                        List.of(node("{\"annotations\": {\"machineconfiguration.openshift.io/state\": \"Done\"}}", "")),
                        List.of()))
                .isEqualTo(Distribution.OPENSHIFT);
        assertThat(Distributions.of("v1.36.3", List.of(plain), List.of())).isEqualTo(Distribution.UNKNOWN);
    }

    @Test
    void servers_are_found_by_their_pods_and_by_the_endpoints_each_once() {
        var slice = FakeCluster.json("""
                {"ports": [{"port": 6444}], "endpoints": [{"addresses": ["10.0.0.1"]}, {"addresses": ["10.0.0.2"]}, {"addresses": ["10.0.0.3"]}]}""");

        assertThat(Instances.of(slice, List.of(KUBEADM_POD), List.of(NodeReader.read(node("{\"name\": \"cp2\"}", "")))))
                .containsExactly(
                        new ApiInstance("cp1", "10.0.0.1", 7443),
                        new ApiInstance("cp2", "10.0.0.2", 6444),
                        new ApiInstance("", "10.0.0.3", 6444));
    }
}
