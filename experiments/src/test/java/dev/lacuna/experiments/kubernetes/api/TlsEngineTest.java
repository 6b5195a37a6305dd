package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

final class TlsEngineTest {

    @Test
    void conscrypt_computes_tls_on_linux() throws NoSuchAlgorithmException {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").matches("amd64|aarch64"),
                "Conscrypt is expected on Linux, on amd64 and aarch64; this is another machine");

        assertThat(TlsEngine.newContext().getProvider().getName()).isEqualTo("Conscrypt");
    }
}
