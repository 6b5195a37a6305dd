package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.controlplane.Distribution;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells by what a cluster shows of itself how its control plane is laid out (docs/mechanics.md, "Layout of distributions"). */
final class Distributions {
    private static final List<String> PROVIDERS =
            List.of("eks.amazonaws.com/", "alpha.eksctl.io/", "cloud.google.com/gke-", "kubernetes.azure.com/");
    private static final Map<String, Distribution> VERSIONS = Map.of(
            "+rke2", Distribution.RKE2,
            "+k3s", Distribution.K3S,
            "+k0s", Distribution.K0S,
            "-eks-", Distribution.MANAGED,
            "-gke.", Distribution.MANAGED);

    private Distributions() {}

    /**
     * @param version as the API server tells it
     * @param members pods of kube-system with label {@code tier=control-plane}
     */
    static Distribution of(String version, List<JsonObject> nodes, List<JsonObject> members) {
        for (var known : VERSIONS.entrySet()) {
            if (version.toLowerCase(Locale.ROOT).contains(known.getKey())) {
                return known.getValue();
            }
        }
        if (nodes.stream().anyMatch(node -> hasKey(node, "annotations", "machineconfiguration.openshift.io/"))) {
            return Distribution.OPENSHIFT;
        }
        if (members.stream()
                .anyMatch(pod ->
                        !Json.text(pod, "metadata", "labels", "component").isEmpty()
                                && hasKey(pod, "annotations", "kubeadm."))) {
            boolean kind = nodes.stream()
                    .anyMatch(node -> Json.text(node, "spec", "providerID").startsWith("kind://"));
            return kind ? Distribution.KIND : Distribution.KUBEADM;
        }
        boolean managed =
                nodes.stream().anyMatch(node -> PROVIDERS.stream().anyMatch(prefix -> hasKey(node, "labels", prefix)));
        return managed ? Distribution.MANAGED : Distribution.UNKNOWN;
    }

    private static boolean hasKey(JsonObject object, String where, String prefix) {
        return Json.texts(object, "metadata", where).keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }
}
