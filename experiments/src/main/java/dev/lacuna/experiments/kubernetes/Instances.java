package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the API servers: by their static pods, which are there also while a server is down, and by the endpoints of the service {@code kubernetes}. */
final class Instances {
    private static final String ADVERTISED = "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint";
    private static final Pattern ADDRESS_AND_PORT = Pattern.compile("\\[?([0-9A-Fa-f:.]+?)]?:(\\d{1,5})");
    private static final int STANDARD_PORT = 6443;

    private Instances() {}

    /**
     * @param slice an EndpointSlice of default/kubernetes; empty if there is none
     * @param members pods of the control plane
     */
    static List<ApiInstance> of(JsonObject slice, List<JsonObject> members, List<Node> nodes) {
        int port = Json.objects(slice, "ports").stream()
                .mapToInt(one -> Json.number(one, "port"))
                .filter(one -> one > 0)
                .findFirst()
                .orElse(STANDARD_PORT);
        Map<String, ApiInstance> found = new LinkedHashMap<>();
        members.stream()
                .flatMap(pod -> server(pod, port).stream())
                .forEach(server -> found.putIfAbsent(server.address(), server));
        for (String address : addresses(slice)) {
            found.putIfAbsent(address, new ApiInstance(node(address, nodes), address, port));
        }
        return List.copyOf(found.values());
    }

    private static Optional<ApiInstance> server(JsonObject pod, int port) {
        if (!Json.text(pod, "metadata", "labels", "component").equals("kube-apiserver")) {
            return Optional.empty();
        }
        String node = Json.text(pod, "spec", "nodeName");
        Matcher advertised = ADDRESS_AND_PORT.matcher(
                Json.texts(pod, "metadata", "annotations").getOrDefault(ADVERTISED, ""));
        if (advertised.matches()) {
            return Optional.of(new ApiInstance(node, advertised.group(1), Integer.parseInt(advertised.group(2))));
        }
        String host = Json.text(pod, "status", "hostIP");
        return host.isEmpty() ? Optional.empty() : Optional.of(new ApiInstance(node, host, port));
    }

    private static List<String> addresses(JsonObject slice) {
        var addresses = new ArrayList<String>();
        for (JsonObject endpoint : Json.objects(slice, "endpoints")) {
            Json.at(endpoint, "addresses")
                    .ifPresent(list -> list.getAsJsonArray().forEach(address -> addresses.add(address.getAsString())));
        }
        return addresses;
    }

    private static String node(String address, List<Node> nodes) {
        return nodes.stream()
                .filter(node -> node.address().equals(address))
                .map(Node::name)
                .findFirst()
                .orElse("");
    }
}
