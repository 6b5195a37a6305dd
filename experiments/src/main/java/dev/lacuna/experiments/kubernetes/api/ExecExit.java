package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;

/** How a command in a container ended. */
public sealed interface ExecExit {

    /** It ended with this code, and the kubelet said so. */
    record Exited(int code) implements ExecExit {}

    /** Nobody said how it ended; it may have succeeded, failed, or still run. */
    record Unknown(String reason) implements ExecExit {}

    /** Only an exit code that was read is success. */
    default boolean succeeded() {
        return this instanceof Exited exited && exited.code == 0;
    }

    /** Reads what comes on the fourth channel of an exec: a Status of Kubernetes. */
    static ExecExit read(String text) {
        Optional<JsonObject> status = JsonText.object(text);
        if (status.isEmpty()) {
            return new Unknown("the exit status is no JSON: " + text);
        }
        String result = JsonText.of(status.get(), "status").orElse("");
        if (result.equals("Success")) {
            return new Exited(0);
        }
        Optional<Integer> code = JsonText.of(status.get(), "reason")
                .filter("NonZeroExitCode"::equals)
                .flatMap(reason -> code(status.get()));
        return code.<ExecExit>map(Exited::new)
                .orElseGet(
                        () -> new Unknown(JsonText.of(status.get(), "message").orElse(text)));
    }

    private static Optional<Integer> code(JsonObject status) {
        JsonElement details = status.get("details");
        if (details == null
                || !details.isJsonObject()
                || !(details.getAsJsonObject().get("causes") instanceof com.google.gson.JsonArray causes)) {
            return Optional.empty();
        }
        for (JsonElement cause : causes) {
            if (cause.isJsonObject()
                    && JsonText.of(cause.getAsJsonObject(), "reason").orElse("").equals("ExitCode")) {
                return JsonText.of(cause.getAsJsonObject(), "message")
                        .filter(code -> code.matches("\\d{1,9}"))
                        .map(Integer::valueOf);
            }
        }
        return Optional.empty();
    }
}
