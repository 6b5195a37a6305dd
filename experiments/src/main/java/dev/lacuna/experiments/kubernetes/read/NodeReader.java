package dev.lacuna.experiments.kubernetes.read;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.controlplane.Node;

/** Reads nodes. */
public final class NodeReader {

    private NodeReader() {}

    public static Node read(JsonObject node) {
        var labels = Json.texts(node, "metadata", "labels");
        String name = Json.text(node, "metadata", "name");
        return new Node(
                name,
                labels.getOrDefault("kubernetes.io/hostname", name),
                Json.objects(node, "status", "addresses").stream()
                        .filter(address -> Json.text(address, "type").equals("InternalIP"))
                        .map(address -> Json.text(address, "address"))
                        .findFirst()
                        .orElse(""),
                labels.getOrDefault("topology.kubernetes.io/zone", ""),
                labels.containsKey("node-role.kubernetes.io/control-plane")
                        || labels.containsKey("node-role.kubernetes.io/master"),
                PodReader.condition(node, "Ready").equals("True"),
                new Node.Software(
                        info(node, "operatingSystem"),
                        info(node, "architecture"),
                        info(node, "osImage"),
                        info(node, "kernelVersion"),
                        info(node, "containerRuntimeVersion"),
                        info(node, "kubeletVersion")));
    }

    private static String info(JsonObject node, String key) {
        return Json.text(node, "status", "nodeInfo", key);
    }
}
