package dev.lacuna.experiments.kubernetes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Kubeconfigs for tests. */
public final class TestAccess {

    private TestAccess() {}

    /** Access to a fake server without TLS and without credentials. */
    public static Access plain(FakeApiServer server, TestLoop loop) {
        return of("server: " + server.uri(), "{}", loop);
    }

    /** Access by a kubeconfig whose cluster and user hold these lines of YAML. */
    public static Access of(String cluster, String user, TestLoop loop) {
        return Access.of(Kubeconfig.read(List.of(file(cluster, user))), Optional.of("demo"), loop);
    }

    public static Path file(String cluster, String user) {
        return file("""
                apiVersion: v1
                kind: Config
                current-context: demo
                contexts:
                - {name: demo, context: {cluster: west, user: ops}}
                - {name: production, context: {cluster: west, user: ops}}
                clusters:
                - name: west
                  cluster:
                %s
                users:
                - name: ops
                  user:
                %s
                """.formatted(indented(cluster), indented(user)));
    }

    public static Path file(String text) {
        try {
            Path file = Files.createTempFile("kubeconfig", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PEM text as the value of a -data key. */
    public static String data(String key, String pem) {
        return "%s-data: %s"
                .formatted(
                        key,
                        java.util.Base64.getEncoder()
                                .encodeToString(pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    private static String indented(String lines) {
        return lines.indent(4).stripTrailing();
    }
}
