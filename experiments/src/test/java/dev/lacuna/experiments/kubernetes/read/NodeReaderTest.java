package dev.lacuna.experiments.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lacuna.experiments.controlplane.Node;
import org.junit.jupiter.api.Test;

final class NodeReaderTest {

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void node_tells_its_place_role_state_and_software() {
        var node = NodeReader.read(json("""
                {"metadata": {"name": "n1", "labels": {
                   "kubernetes.io/hostname": "host1", "topology.kubernetes.io/zone": "z1",
                   "node-role.kubernetes.io/control-plane": ""}},
                 "status": {
                   "addresses": [{"type": "Hostname", "address": "host1"}, {"type": "InternalIP", "address": "10.0.0.7"}],
                   "conditions": [{"type": "Ready", "status": "True"}],
                   "nodeInfo": {"operatingSystem": "linux", "architecture": "arm64", "osImage": "Some OS 12",
                     "kernelVersion": "6.1.2", "containerRuntimeVersion": "containerd://2.2.9", "kubeletVersion": "v1.36.3"}}}
                """));

        assertThat(node)
                .isEqualTo(new Node(
                        "n1",
                        "host1",
                        "10.0.0.7",
                        "z1",
                        true,
                        true,
                        new Node.Software("linux", "arm64", "Some OS 12", "6.1.2", "containerd://2.2.9", "v1.36.3")));
    }

    @Test
    void what_a_node_does_not_tell_is_unknown() {
        var node = NodeReader.read(json("{\"metadata\": {\"name\": \"n1\"}}"));

        assertThat(node).isEqualTo(new Node("n1", "n1", "", "", false, false));
        assertThat(node.software()).isEqualTo(Node.Software.UNKNOWN);
    }
}
