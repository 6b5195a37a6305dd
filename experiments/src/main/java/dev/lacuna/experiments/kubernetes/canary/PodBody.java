package dev.lacuna.experiments.kubernetes.canary;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.experiments.kubernetes.owned.Tree;

/** The pod of a canary: it is never placed, so nothing of it is ever pulled or started. Keeps to Pod Security's level `restricted`. */
final class PodBody {

    private PodBody() {}

    /**
     * A pod's spec.
     *
     * @param key what keeps it from being placed: {@code nodeSelector} or {@code schedulingGates}
     */
    static JsonObject spec(String key, JsonElement value) {
        return Tree.of(
                key,
                value,
                "automountServiceAccountToken",
                Tree.flag(false),
                "enableServiceLinks",
                Tree.flag(false),
                "terminationGracePeriodSeconds",
                Tree.number(0),
                "securityContext",
                Tree.of("runAsNonRoot", Tree.flag(true), "seccompProfile", Tree.of("type", "RuntimeDefault")),
                "containers",
                Tree.list(container()));
    }

    private static JsonObject container() {
        return Tree.of(
                "name", "canary",
                "image", "lacuna.invalid/canary:never-pulled",
                "securityContext",
                        Tree.of(
                                "allowPrivilegeEscalation", Tree.flag(false),
                                "capabilities", Tree.of("drop", Tree.list(new com.google.gson.JsonPrimitive("ALL")))));
    }
}
