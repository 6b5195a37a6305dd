package dev.lacuna.experiments.kubernetes.api;

import java.util.List;
import java.util.Optional;

/** A command in a container of a running pod. There is no shell around it: each word is an argument. */
public record ExecTarget(String namespace, String pod, String container, List<String> command) {

    public ExecTarget {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no command for pod %s/%s".formatted(namespace, pod));
        }
    }

    String path(boolean input) {
        ApiQuery query = ApiQuery.collection("v1", Optional.of(namespace), "pods")
                .then(pod)
                .then("exec")
                .with("container", container)
                .with("stdin", Boolean.toString(input))
                .with("stdout", "true")
                .with("stderr", "true");
        for (String word : command) {
            query = query.with("command", word);
        }
        return query.toString();
    }

    /** {@code `sh -c …` in pod ns/name, container c}. */
    String words() {
        String joined = String.join(" ", command);
        return "`%s` in pod %s/%s, container %s"
                .formatted(joined.length() > 60 ? joined.substring(0, 60) + "…" : joined, namespace, pod, container);
    }
}
