package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Makes the access of one context: reads certificates, key and token, or finds that client-java has to. */
final class KubeconfigAccess {
    /** The key under which a tree says which file it was; no key of a kubeconfig starts like this. */
    static final String FILE = "\0file";

    private static final List<String> NOT_PLAIN = List.of("exec", "auth-provider");
    private static final List<String> REFUSED =
            List.of("username", "password", "as", "as-uid", "as-groups", "as-user-extra");

    private final Kubeconfig kubeconfig;
    private final Kubeconfig.Entry context;
    private final Kubeconfig.Entry cluster;
    private final Kubeconfig.Entry user;

    KubeconfigAccess(Kubeconfig kubeconfig, Kubeconfig.Entry context) {
        this.kubeconfig = kubeconfig;
        this.context = context;
        cluster = kubeconfig.cluster(context);
        user = kubeconfig.user(context);
    }

    Access read(Clock clock) {
        var target = new Kubeconfig.Cluster(
                server(),
                cluster.text("tls-server-name"),
                cluster.text("proxy-url").map(text -> uri("proxy-url", text)));
        refuseWhatIsNotSafe();
        String origin = "context %s of %s".formatted(context.name(), context.file());
        if (NOT_PLAIN.stream().anyMatch(user.fields()::has)) {
            return new DelegatedAccess(target, origin, kubeconfig.files(), context.name());
        }
        refuseWhatIsNotSent();
        var tls = new Tls(authorities(), identity(clock));
        return new PlainAccess(target, origin, tls, token(clock));
    }

    private URI server() {
        String text = cluster.text("server")
                .orElseThrow(() -> new AccessException(
                        "%s: cluster `%s` names no server".formatted(cluster.file(), cluster.name())));
        URI server = uri("server", text);
        if (server.getHost() == null || !List.of("http", "https").contains(String.valueOf(server.getScheme()))) {
            throw new AccessException("%s: server `%s` of cluster `%s` is not of the form https://HOST:PORT"
                    .formatted(cluster.file(), text, cluster.name()));
        }
        return server;
    }

    private URI uri(String key, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new AccessException(
                    "%s: %s `%s` of cluster `%s` is not a URL: %s"
                            .formatted(cluster.file(), key, text, cluster.name(), e.getMessage()),
                    e);
        }
    }

    private void refuseWhatIsNotSafe() {
        if (cluster.text("insecure-skip-tls-verify")
                .filter(value -> value.equalsIgnoreCase("true"))
                .isPresent()) {
            throw new AccessException(
                    ("%s: cluster `%s` sets insecure-skip-tls-verify: Lacuna does not break a control plane that it can't tell from "
                                    + "another one; set certificate-authority, and tls-server-name if the certificate carries another name")
                            .formatted(cluster.file(), cluster.name()));
        }
    }

    private void refuseWhatIsNotSent() {
        for (String key : REFUSED) {
            if (user.fields().has(key)) {
                throw new AccessException(
                        "%s: user `%s` sets `%s`, which is not supported; use a client certificate, token, tokenFile or exec"
                                .formatted(user.file(), user.name(), key));
            }
        }
    }

    private List<X509Certificate> authorities() {
        return pem(cluster, "certificate-authority")
                .map(found -> Pem.certificates(found.text, found.what))
                .orElse(List.of());
    }

    private Optional<ClientIdentity> identity(Clock clock) {
        Optional<Found> certificate = pem(user, "client-certificate");
        Optional<Found> key = pem(user, "client-key");
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new AccessException("%s: user `%s` has a client %s and no client %s"
                    .formatted(
                            user.file(),
                            user.name(),
                            key.isEmpty() ? "certificate" : "key",
                            key.isEmpty() ? "key" : "certificate"));
        }
        PrivateKey privateKey = Pem.privateKey(key.get().text, key.get().what);
        var identity = new ClientIdentity(Pem.certificates(certificate.get().text, certificate.get().what), privateKey);
        identity.check(certificate.get().what, clock.wall());
        return Optional.of(identity);
    }

    private Token token(Clock clock) {
        Optional<String> file = user.text("tokenFile");
        if (file.isPresent()) {
            var token = new Token.InFile(resolved(user, file.get()), clock);
            token.value();
            return token;
        }
        return user.text("token").<Token>map(Token.Fixed::new).orElseGet(Token.None::new);
    }

    /** PEM text, and in words where it stands. */
    private record Found(String text, String what) {}

    /** What stands under KEY-data in base64, or in the file that KEY names; the data win, as with kubectl. */
    private static Optional<Found> pem(Kubeconfig.Entry entry, String key) {
        Optional<String> data = entry.text(key + "-data");
        if (data.isPresent()) {
            String what = "%s: %s-data of `%s`".formatted(entry.file(), key, entry.name());
            return Optional.of(new Found(decoded(data.get(), what), what));
        }
        return entry.text(key).map(name -> file(entry, key, name));
    }

    private static String decoded(String base64, String what) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw new AccessException(what + " is not base64: " + e.getMessage(), e);
        }
    }

    private static Found file(Kubeconfig.Entry entry, String key, String name) {
        Path file = resolved(entry, name);
        try {
            return new Found(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString());
        } catch (IOException e) {
            throw new AccessException(
                    "%s: %s of `%s` can't be read: %s".formatted(entry.file(), key, entry.name(), e), e);
        }
    }

    private static Path resolved(Kubeconfig.Entry entry, String name) {
        return entry.file().resolveSibling(name);
    }
}
