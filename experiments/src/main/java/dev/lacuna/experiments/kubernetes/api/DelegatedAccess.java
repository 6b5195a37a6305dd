package dev.lacuna.experiments.kubernetes.api;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** Access of which only client-java knows how to get the credentials: exec plugins, OIDC and other auth providers. */
final class DelegatedAccess extends Access {
    /** A plugin may take a second, so it is asked rarely; tokens of cloud providers live for 15 minutes and more. */
    private static final Duration RENEW = Duration.ofMinutes(5);

    private final ApiClient client;

    DelegatedAccess(Kubeconfig.Cluster cluster, String origin, List<Path> files, String context) {
        super(cluster, origin);
        client = client(files, context, origin);
    }

    private static ApiClient client(List<Path> files, String context, String origin) {
        try {
            KubeConfig config = merged(files);
            config.setContext(context);
            return ClientBuilder.kubeconfig(config, RENEW).build();
        } catch (IOException | RuntimeException e) {
            throw new AccessException(origin + ": its credentials can't be had: " + e.getMessage(), e);
        }
    }

    private static KubeConfig merged(List<Path> files) throws IOException {
        var contexts = new ArrayList<Object>();
        var clusters = new ArrayList<Object>();
        var users = new ArrayList<Object>();
        for (Path file : files) {
            try (Reader reader = Files.newBufferedReader(file)) {
                KubeConfig one = KubeConfig.loadKubeConfig(reader);
                contexts.addAll(present(one.getContexts()));
                clusters.addAll(present(one.getClusters()));
                users.addAll(present(one.getUsers()));
            }
        }
        var config = new KubeConfig(contexts, clusters, users);
        config.setFile(files.get(0).toFile());
        return config;
    }

    private static List<Object> present(Object list) {
        return list instanceof List<?> items ? List.copyOf(items) : List.of();
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    OkHttpClient.Builder newClient() {
        return client.getHttpClient().newBuilder();
    }

    @Override
    Optional<String> authorization() {
        Map<String, String> headers = new HashMap<>();
        try {
            client.getAuthentication("BearerToken")
                    .applyToParams(
                            new ArrayList<>(), headers, new HashMap<>(), "", "GET", URI.create(client.getBasePath()));
        } catch (io.kubernetes.client.openapi.ApiException e) {
            throw new AccessException(origin() + ": its credentials can't be had: " + e.getMessage(), e);
        }
        return Optional.ofNullable(headers.get("authorization"))
                .or(() -> Optional.ofNullable(headers.get("Authorization")));
    }
}
