package dev.lacuna.experiments.kubernetes.api;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The client certificate, with its chain, and the key to it. */
record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final String ALIAS = "client";

    ClientIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a client identity needs a certificate");
        }
    }

    /**
     * Looks at the dates.
     *
     * @throws AccessException when the certificate is out of date at {@code now}
     */
    void check(String what, Instant now) {
        X509Certificate own = chain.get(0);
        if (own.getNotAfter().toInstant().isBefore(now)) {
            throw new AccessException(
                    "%s: the client certificate of %s expired on %s; renew it (kubeadm: `kubeadm certs renew admin.conf`)"
                            .formatted(
                                    what,
                                    own.getSubjectX500Principal().getName(),
                                    own.getNotAfter().toInstant()));
        }
        if (own.getNotBefore().toInstant().isAfter(now)) {
            throw new AccessException(
                    "%s: the client certificate of %s is valid from %s on only; is this machine's clock right?"
                            .formatted(
                                    what,
                                    own.getSubjectX500Principal().getName(),
                                    own.getNotBefore().toInstant()));
        }
    }

    /** Hands out this identity whatever the server asks for. A KeyStore would do the same, and encrypt and decrypt the key to no end. */
    X509ExtendedKeyManager keyManager() {
        return new Only(this);
    }

    private static final class Only extends X509ExtendedKeyManager {
        private final ClientIdentity identity;

        Only(ClientIdentity identity) {
            this.identity = identity;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return chosen(keyTypes);
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return chosen(keyTypes);
        }

        private @Nullable String chosen(String[] keyTypes) {
            return List.of(keyTypes).contains(identity.key.getAlgorithm())
                            || identity.key.getAlgorithm().startsWith("Ed")
                    ? ALIAS
                    : null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain.toArray(new X509Certificate[0]);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key;
        }
    }
}
