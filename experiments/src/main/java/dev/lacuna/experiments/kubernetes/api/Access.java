package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Clock;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;

/**
 * How to reach a cluster, and as whom. Made once; the endpoints of all its API servers share it.
 *
 * <p>The plain way (client certificate, token, token file, service account) needs nothing but the JDK. Kubeconfigs that run a plugin or renew
 * their tokens by themselves go through client-java, which is loaded for them only.
 */
public abstract sealed class Access permits PlainAccess, DelegatedAccess {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private final String origin;
    private final URI server;
    private final Optional<String> tlsServerName;
    private final Optional<URI> proxy;

    Access(Kubeconfig.Cluster cluster, String origin) {
        this.origin = origin;
        this.server = cluster.server();
        this.tlsServerName = cluster.tlsServerName();
        this.proxy = cluster.proxy();
    }

    /**
     * The access of a kubeconfig's context.
     *
     * @param context empty: the file's current context
     * @throws AccessException when a file, the context, its cluster or its user is missing or can't be used
     */
    public static Access of(Kubeconfig kubeconfig, Optional<String> context, Clock clock) {
        return kubeconfig.access(context, clock);
    }

    /**
     * The access of a pod's service account.
     *
     * @param host of the environment variable KUBERNETES_SERVICE_HOST
     * @param port of the environment variable KUBERNETES_SERVICE_PORT
     * @throws AccessException when they are not set, or the account's folder is not mounted
     */
    public static Access inCluster(Optional<String> host, Optional<String> port, Clock clock) {
        return InClusterAccess.read(SERVICE_ACCOUNT, host, port, clock);
    }

    /** Where it came from, in words: {@code context testbed of /root/.kube/config}. */
    public String origin() {
        return origin;
    }

    /** The server as it was named, with its path if it has one. */
    public URI server() {
        return server;
    }

    /** The name that the server's certificate has to carry, if it differs from the host of {@link #server}. */
    public Optional<String> tlsServerName() {
        return tlsServerName;
    }

    public Optional<URI> proxy() {
        return proxy;
    }

    /** What the user should know before this is used, such as credentials that are sent without encryption. */
    public abstract List<String> warnings();

    /** A client that trusts and identifies as it should; timeouts, pool and threads are the endpoint's. */
    abstract OkHttpClient.Builder newClient();

    /** The Authorization header; may read a file or run a plugin, so never on the loop. */
    abstract Optional<String> authorization();
}
