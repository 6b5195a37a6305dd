package dev.lacuna.experiments.kubernetes.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/** Sets up OkHttp for one endpoint, so that nothing is retried, redirected or waited for without an end. */
final class EndpointClients {
    private static final Duration READ = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final String KUBERNETES = "kubernetes.default.svc";
    /** Where a Retry-After of 0 is kept: seeing one on a 503, OkHttp would send the request again by itself, whatever its settings say. */
    static final String RETRY_AFTER = "Lacuna-Retry-After";

    private final Access access;
    private final Target target;

    EndpointClients(Access access, Target target) {
        this.access = access;
        this.target = target;
        if (access.proxy().isPresent() && !certificateName().equals(dialled())) {
            throw new AccessException(
                    ("%s: with proxy-url the proxy resolves names, so %s can't be dialled at %s and verified as %s; "
                                    + "leave out tls-server-name or proxy-url")
                            .formatted(access.origin(), target.name(), dialled(), certificateName()));
        }
    }

    /** The address that connections go to; for an instance an IP address. */
    private String dialled() {
        return target.pin().map(Target.Pin::address).orElseGet(this::serverHost);
    }

    private String serverHost() {
        String host = access.server().getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The URL's host: what OkHttp sends as SNI and verifies the certificate against. */
    private String certificateName() {
        if (target.pin().isEmpty()) {
            return access.tlsServerName().orElseGet(this::serverHost);
        }
        Target.Pin pin = target.pin().get();
        if (pin.certificateName().isPresent()) {
            return pin.certificateName().get();
        }
        if (access.proxy().isPresent() || !"https".equals(access.server().getScheme())) {
            return pin.address();
        }
        return access.tlsServerName().or(this::serverName).orElse(KUBERNETES);
    }

    private Optional<String> serverName() {
        return Addresses.isLiteral(serverHost()) ? Optional.empty() : Optional.of(serverHost());
    }

    HttpUrl url() {
        URI server = access.server();
        int standard = HttpUrl.defaultPort(server.getScheme());
        int port = target.pin().map(Target.Pin::port).orElse(server.getPort() < 0 ? standard : server.getPort());
        var url = new HttpUrl.Builder()
                .scheme(server.getScheme())
                .host(certificateName())
                .port(port);
        if (server.getRawPath() != null && server.getRawPath().length() > 1) {
            url.addEncodedPathSegments(server.getRawPath().replaceAll("^/|/$", ""));
        }
        return url.build();
    }

    /** {@code cp1 (10.0.0.1:6443)}, as messages name it. */
    String words() {
        String host = dialled().contains(":") ? "[" + dialled() + "]" : dialled();
        return "%s (%s:%d)".formatted(target.name(), host, url().port());
    }

    OkHttpClient client(ConnectionPolicy policy, ExecutorService threads) {
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(policy.parallel());
        dispatcher.setMaxRequestsPerHost(policy.parallel());
        var client = access.newClient()
                .dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(policy.connect())
                .readTimeout(READ)
                .writeTimeout(READ)
                .callTimeout(CALL)
                .pingInterval(policy.ping())
                .protocols(
                        policy.http() == ConnectionPolicy.Http.NEWEST
                                ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                                : List.of(Protocol.HTTP_1_1))
                .connectionPool(policy.reuse() ? new ConnectionPool(5, 5, TimeUnit.MINUTES) : noPool())
                .dns(Addresses.only(certificateName(), dialled()))
                .proxy(access.proxy().map(EndpointClients::proxy).orElse(Proxy.NO_PROXY))
                .eventListenerFactory(CallWatch.FACTORY);
        client.addInterceptor(this::authorized);
        client.addNetworkInterceptor(EndpointClients::withoutInvitation);
        return client.build();
    }

    static ConnectionPool noPool() {
        return new ConnectionPool(0, 1, TimeUnit.MILLISECONDS);
    }

    private Response authorized(Interceptor.Chain chain) throws IOException {
        try {
            var request = chain.request().newBuilder();
            access.authorization().ifPresent(value -> request.header("Authorization", value));
            return chain.proceed(request.build());
        } catch (AccessException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Response withoutInvitation(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String after = response.header("Retry-After");
        if (after == null) {
            return response;
        }
        return response.newBuilder()
                .removeHeader("Retry-After")
                .header(RETRY_AFTER, after)
                .build();
    }

    private static Proxy proxy(URI uri) {
        boolean socks = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT).startsWith("socks");
        int port = uri.getPort() > 0 ? uri.getPort() : socks ? 1080 : HttpUrl.defaultPort("http");
        if (uri.getHost() == null || "https".equals(uri.getScheme()) || uri.getUserInfo() != null) {
            throw new AccessException(
                    "proxy-url %s is not of the form http://HOST:PORT or socks5://HOST:PORT".formatted(uri));
        }
        return new Proxy(
                socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
    }
}
