package dev.lacuna.experiments.kubernetes.api;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import javax.net.ssl.SSLContext;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * Who computes TLS: Conscrypt (BoringSSL) where it has a library for this machine, else the Java runtime itself. A new connection with a client certificate costs
 * Java some milliseconds of processor time, nearly all of them elliptic curves, and Conscrypt a fraction of that (docs/benchmarks.md, "What a run costs"). Whom to trust is
 * judged by the same classes either way.
 */
final class TlsEngine {
    private static final @Nullable Provider PROVIDER = conscrypt();

    private TlsEngine() {}

    /** Nothing where its library can't be loaded: a folder for temporary files that forbids execution, a C library that is too old. */
    private static @Nullable Provider conscrypt() {
        if (!Conscrypt.isAvailable()) {
            return null;
        }
        Conscrypt.setDefaultBufferAllocator(new TlsBuffers());
        return Conscrypt.newProvider();
    }

    static SSLContext newContext() throws NoSuchAlgorithmException {
        return PROVIDER == null ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", PROVIDER);
    }
}
