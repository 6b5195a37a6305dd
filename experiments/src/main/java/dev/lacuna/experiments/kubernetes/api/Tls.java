package dev.lacuna.experiments.kubernetes.api;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Whom to trust and who we are. Safe for use by many threads. */
final class Tls {
    private final List<X509Certificate> authorities;
    private final Optional<ClientIdentity> identity;
    private @Nullable X509TrustManager trust;

    /** @param authorities empty: those that the Java runtime trusts */
    Tls(List<X509Certificate> authorities, Optional<ClientIdentity> identity) {
        this.authorities = List.copyOf(authorities);
        this.identity = identity;
    }

    /** Sets both on a client, with a context of its own: sessions of one instance are not offered to another one. */
    void applyTo(OkHttpClient.Builder client) {
        try {
            X509TrustManager shared = trust();
            KeyManager[] keys =
                    identity.map(own -> new KeyManager[] {own.keyManager()}).orElseGet(() -> new KeyManager[0]);
            SSLContext context = TlsEngine.newContext();
            context.init(keys, new TrustManager[] {shared}, null);
            client.sslSocketFactory(context.getSocketFactory(), shared);
        } catch (GeneralSecurityException | IOException e) {
            throw new AccessException("TLS can't be set up: " + e.getMessage(), e);
        }
    }

    /** One for all clients: whether a chain is signed by the authorities does not depend on who has shown it; the host's name is OkHttp's to verify. */
    private synchronized X509TrustManager trust() throws GeneralSecurityException, IOException {
        if (trust == null) {
            trust = trustManager();
        }
        return trust;
    }

    private X509TrustManager trustManager() throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorityStore());
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trust) {
                return new RememberingTrust(trust);
            }
        }
        throw new AccessException("the Java runtime has no X.509 trust manager");
    }

    private @Nullable KeyStore authorityStore() throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return store;
    }
}
