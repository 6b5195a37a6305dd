package dev.lacuna.experiments.kubernetes.api;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts as {@code judge} does, but checks the signatures of a chain only at its first sight: a probe that opens ten connections a second is shown the
 * same certificates each time. What can change is looked at each time: the dates here, the host's name by OkHttp. Safe for use by many threads.
 */
final class RememberingTrust extends X509ExtendedTrustManager {
    /** A server that shows ever new chains must not fill the memory. */
    private static final int MOST_REMEMBERED = 64;

    private final X509ExtendedTrustManager judge;
    private final Set<Seen> trusted = ConcurrentHashMap.newKeySet();

    /** Bytes for bytes what was shown ({@link X509Certificate#equals}), and for which kind of key exchange. */
    private record Seen(List<X509Certificate> chain, String authType) {}

    private interface Check {
        void make(String authType) throws CertificateException;
    }

    RememberingTrust(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, authType, known -> judge.checkServerTrusted(chain, known, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType, known -> judge.checkServerTrusted(chain, known, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authType, known -> judge.checkServerTrusted(chain, known));
    }

    /** In TLS 1.3 the suite says nothing of the key exchange: Conscrypt calls that GENERIC, the Java runtime UNKNOWN (sun.security.validator.EndEntityChecker). */
    private static String known(String authType) {
        return "GENERIC".equals(authType) ? "UNKNOWN" : authType;
    }

    private void check(X509Certificate[] chain, String authType, Check full) throws CertificateException {
        String known = known(authType);
        var seen = new Seen(List.of(chain), known);
        if (trusted.contains(seen)) {
            for (X509Certificate certificate : chain) {
                certificate.checkValidity();
            }
            return;
        }
        full.make(known);
        if (trusted.size() < MOST_REMEMBERED) {
            trusted.add(seen);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
