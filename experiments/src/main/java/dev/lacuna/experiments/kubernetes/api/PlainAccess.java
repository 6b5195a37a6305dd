package dev.lacuna.experiments.kubernetes.api;

import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** Access by certificates and tokens that lie in files, read by the JDK. */
final class PlainAccess extends Access {
    private final Tls tls;
    private final Token token;

    PlainAccess(Kubeconfig.Cluster cluster, String origin, Tls tls, Token token) {
        super(cluster, origin);
        this.tls = tls;
        this.token = token;
    }

    @Override
    public List<String> warnings() {
        boolean bare = "http".equals(server().getScheme()) && !(token instanceof Token.None);
        return bare ? List.of("%s: the token goes to %s without encryption".formatted(origin(), server())) : List.of();
    }

    @Override
    OkHttpClient.Builder newClient() {
        var client = new OkHttpClient.Builder();
        if ("https".equals(server().getScheme())) {
            tls.applyTo(client);
        }
        return client;
    }

    @Override
    Optional<String> authorization() {
        return token.value().map(text -> "Bearer " + text);
    }
}
