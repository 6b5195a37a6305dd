package dev.lacuna.experiments.kubernetes.read;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.controlplane.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads pods. */
public final class PodReader {

    private PodReader() {}

    public static Pod read(JsonObject pod) {
        var statuses = Json.objects(pod, "status", "containerStatuses");
        var status = statuses.isEmpty() ? new JsonObject() : statuses.get(0);
        var labels = Json.texts(pod, "metadata", "labels");
        return new Pod(
                Json.text(pod, "metadata", "namespace"),
                Json.text(pod, "metadata", "name"),
                Json.text(pod, "metadata", "uid"),
                component(labels.getOrDefault("component", ""), labels.getOrDefault("tier", "")),
                Json.text(pod, "spec", "nodeName"),
                id(Json.text(status, "containerID")),
                Json.instant(status, "state", "running", "startedAt"),
                Json.number(status, "restartCount"),
                condition(pod, "Ready").equals("True"),
                Json.at(pod, "metadata", "annotations", "kubernetes.io/config.mirror")
                        .isPresent(),
                Json.flag(pod, "spec", "hostNetwork"),
                Json.at(pod, "metadata", "deletionTimestamp").isPresent(),
                labels,
                ended(status));
    }

    /** The first container's command and arguments, as its object has them. */
    public static List<String> commandLine(JsonObject pod) {
        List<String> words = new ArrayList<>();
        Json.objects(pod, "spec", "containers").stream()
                .limit(1)
                .forEach(container -> Stream.of("command", "args")
                        .filter(container::has)
                        .forEach(key -> container.getAsJsonArray(key).forEach(word -> words.add(word.getAsString()))));
        return words;
    }

    /** The status of a condition; empty when the pod has none of this type. */
    public static String condition(JsonObject pod, String type) {
        return Json.objects(pod, "status", "conditions").stream()
                .filter(condition -> Json.text(condition, "type").equals(type))
                .map(condition -> Json.text(condition, "status"))
                .findFirst()
                .orElse("");
    }

    private static String component(String component, String tier) {
        return tier.equals("control-plane") ? component : "";
    }

    /** How the last container ended. While none runs, that is the present state; afterwards the last one. */
    private static Optional<Pod.Ended> ended(JsonObject status) {
        var now = Json.at(status, "state", "terminated");
        return now.or(() -> Json.at(status, "lastState", "terminated"))
                .filter(found -> found.isJsonObject())
                .map(found -> found.getAsJsonObject())
                .map(found -> new Pod.Ended(
                        id(Json.text(found, "containerID")),
                        Json.number(found, "exitCode"),
                        Json.text(found, "reason"),
                        Json.instant(found, "finishedAt")));
    }

    /** {@code containerd://4d56…} without the runtime. */
    private static String id(String containerId) {
        return containerId.substring(containerId.indexOf("://") < 0 ? 0 : containerId.indexOf("://") + 3);
    }
}
