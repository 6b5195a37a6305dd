package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Clock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what Kubernetes mounts into each pod that may speak to the API. */
final class InClusterAccess {

    private InClusterAccess() {}

    static Access read(Path folder, Optional<String> host, Optional<String> port, Clock clock) {
        if (host.isEmpty() || port.isEmpty()) {
            throw new AccessException(
                    "not in a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set; outside of a pod name a --context");
        }
        Path authority = folder.resolve("ca.crt");
        Path token = folder.resolve("token");
        if (!Files.isReadable(token)) {
            throw new AccessException(
                    "no service account token at %s: does the pod set automountServiceAccountToken: false?"
                            .formatted(token));
        }
        String name = host.get().contains(":") ? "[" + host.get() + "]" : host.get();
        URI server = URI.create("https://%s:%s".formatted(name, port.get()));
        var cluster = new Kubeconfig.Cluster(server, Optional.empty(), Optional.empty());
        var tls = new Tls(Pem.certificates(text(authority), authority.toString()), Optional.empty());
        return new PlainAccess(cluster, "the pod's service account", tls, new Token.InFile(token, clock));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AccessException("%s can't be read: %s".formatted(file, e), e);
        }
    }
}
