package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.util.Optional;
import java.util.Set;

/** Reads from a helper pod whether it runs, may still come to run, or never will. */
final class AgentPodState {
    private static final Set<String> NO_IMAGE = Set.of("ErrImageNeverPull", "ImagePullBackOff", "InvalidImageName");
    private static final Set<String> NO_START =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError", "CrashLoopBackOff");

    private AgentPodState() {}

    static boolean runs(JsonObject pod) {
        return Json.at(container(pod), "state", "running").isPresent()
                && Json.at(pod, "metadata", "deletionTimestamp").isEmpty();
    }

    static boolean same(JsonObject pod, JsonObject other) {
        return Json.text(pod, "metadata", "uid").equals(Json.text(other, "metadata", "uid"));
    }

    /** Why it will never run, with what to do. */
    static Optional<String> hopeless(JsonObject pod, String image) {
        String waiting = Json.text(container(pod), "state", "waiting", "reason");
        String message = Json.text(container(pod), "state", "waiting", "message");
        if (NO_IMAGE.contains(waiting)) {
            return Optional.of(
                    "image %s is not on the node and can't be pulled (%s: %s); import it there, or name one that the node can pull as helper image"
                            .formatted(image, waiting, message));
        }
        if (NO_START.contains(waiting)) {
            return Optional.of("its container can't start (%s: %s); is %s the image of this version?"
                    .formatted(waiting, message, image));
        }
        String phase = Json.text(pod, "status", "phase");
        if (phase.equals("Failed") || phase.equals("Succeeded")) {
            return Optional.of(ended(pod));
        }
        return Json.at(pod, "metadata", "deletionTimestamp").map(when -> "it is being deleted by somebody else");
    }

    private static String ended(JsonObject pod) {
        String reason = Json.text(pod, "status", "reason");
        if (!reason.isEmpty()) {
            return "the kubelet rejected or ended it (%s: %s); make room on the node, or leave it out"
                    .formatted(reason, Json.text(pod, "status", "message"));
        }
        return "its program ended at once (exit code %d, %s); its log tells more"
                .formatted(
                        Json.number(container(pod), "state", "terminated", "exitCode"),
                        Json.text(container(pod), "state", "terminated", "reason"));
    }

    /** How far it has come. */
    static String words(JsonObject pod) {
        String waiting = Json.text(container(pod), "state", "waiting", "reason");
        if (!waiting.isEmpty()) {
            return "its container waits (%s: %s)"
                    .formatted(waiting, Json.text(container(pod), "state", "waiting", "message"));
        }
        return Json.objects(pod, "status", "containerStatuses").isEmpty()
                ? "the kubelet has not begun it; is the kubelet of that node alive?"
                : "phase " + Json.text(pod, "status", "phase");
    }

    /** What the API server's refusal means. */
    static String advised(String message, String namespace) {
        if (message.contains("PodSecurity")) {
            return message + "; label the namespace: kubectl label namespace " + namespace
                    + " pod-security.kubernetes.io/enforce=privileged --overwrite";
        }
        if (message.contains("admission webhook")) {
            return message + "; exempt namespace " + namespace + " from this policy";
        }
        if (message.contains("quota")) {
            return message + "; allow it in namespace " + namespace + ", or choose another priority class";
        }
        return message;
    }

    private static JsonObject container(JsonObject pod) {
        var statuses = Json.objects(pod, "status", "containerStatuses");
        return statuses.isEmpty() ? new JsonObject() : statuses.get(0);
    }
}
