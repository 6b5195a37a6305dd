package dev.lacuna.experiments.nodeagent;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;

/**
 * The helper pod of one node, as it is sent to the API.
 *
 * @param name of the pod
 * @param run 1 to 16 of a-z and 0-9
 * @param image that holds sh, coreutils, grep, nft or iptables, unshare, nc
 * @param priorityClass empty: none. {@code system-node-critical} where the namespace's quota allows it
 * @param atMost after which the kubelet ends the pod, whoever else is dead
 */
public record AgentPod(
        String namespace,
        String name,
        String node,
        String run,
        String image,
        String priorityClass,
        Duration lease,
        Duration atMost) {
    /** The container's name, for exec. */
    public static final String CONTAINER = "agent";

    // Without a CPU request the kernel lets the look at a dying process wait up to 17 ms, with 500m up to 6.6 ms
    // (docs/mechanics.md, "The helper's view of a death").
    private static final String CPU = "500m";
    private static final int GRACE_SECONDS = 5;

    public AgentPod {
        AgentProgram.requireRun(run);
    }

    public JsonObject toJson() {
        var pod = new JsonObject();
        pod.addProperty("apiVersion", "v1");
        pod.addProperty("kind", "Pod");
        pod.add("metadata", metadata());
        pod.add("spec", spec());
        return pod;
    }

    private JsonObject metadata() {
        var metadata = new JsonObject();
        metadata.addProperty("name", name);
        metadata.addProperty("namespace", namespace);
        metadata.add("labels", object("app.kubernetes.io/name", "lacuna", "lacuna.dev/run", run));
        return metadata;
    }

    private JsonObject spec() {
        var spec = object("nodeName", node, "restartPolicy", "Never", "dnsPolicy", "Default");
        spec.addProperty("hostPID", true);
        spec.addProperty("hostNetwork", true);
        spec.addProperty("automountServiceAccountToken", false);
        spec.addProperty("enableServiceLinks", false);
        spec.addProperty("activeDeadlineSeconds", atMost.toSeconds());
        spec.addProperty("terminationGracePeriodSeconds", GRACE_SECONDS);
        if (!priorityClass.isEmpty()) {
            spec.addProperty("priorityClassName", priorityClass);
        }
        spec.add("tolerations", list(object("operator", "Exists")));
        spec.add("containers", list(container()));
        spec.add("volumes", list(volume()));
        return spec;
    }

    private JsonObject container() {
        var container = object("name", CONTAINER, "image", image, "imagePullPolicy", "IfNotPresent");
        var command = new JsonArray();
        AgentProgram.command(run, lease).stream().map(AgentPod::unexpanded).forEach(command::add);
        container.add("command", command);
        var security = new JsonObject();
        security.addProperty("privileged", true);
        security.addProperty("runAsUser", 0);
        security.addProperty("readOnlyRootFilesystem", true);
        security.add("appArmorProfile", object("type", "Unconfined"));
        container.add("securityContext", security);
        var resources = new JsonObject();
        resources.add("requests", object("cpu", CPU, "memory", "16Mi"));
        resources.add("limits", object("memory", "128Mi"));
        container.add("resources", resources);
        container.add("volumeMounts", list(object("name", "state", "mountPath", "/run/lacuna")));
        return container;
    }

    /**
     * The kubelet replaces {@code $(NAME)} in commands and reads two dollars as one: doubled, each arrives as it was.
     */
    private static String unexpanded(String text) {
        return text.replace("$", "$$");
    }

    private static JsonObject volume() {
        var volume = object("name", "state");
        volume.add("emptyDir", object("medium", "Memory", "sizeLimit", "32Mi"));
        return volume;
    }

    private static JsonObject object(String... keysAndValues) {
        var object = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.addProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    private static JsonArray list(JsonObject only) {
        var list = new JsonArray();
        list.add(only);
        return list;
    }
}
