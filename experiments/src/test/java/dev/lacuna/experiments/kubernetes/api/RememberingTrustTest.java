package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;

final class RememberingTrustTest {
    private final TestCertificates certificates = new TestCertificates();
    private final Judge judge = new Judge();
    private final RememberingTrust trust = new RememberingTrust(judge);

    @Test
    void a_chain_is_judged_at_its_first_sight_only() throws CertificateException {
        var chain = chain("CN=cp1", Duration.ofDays(3));

        trust.checkServerTrusted(chain, "ECDHE_ECDSA", new Socket());
        trust.checkServerTrusted(chain.clone(), "ECDHE_ECDSA", new Socket());

        assertThat(judge.asked).isEqualTo(1);
    }

    @Test
    void another_chain_and_another_key_exchange_are_judged_by_themselves() throws CertificateException {
        trust.checkServerTrusted(chain("CN=cp1", Duration.ofDays(3)), "ECDHE_ECDSA", new Socket());
        var other = chain("CN=cp2", Duration.ofDays(4));

        trust.checkServerTrusted(other, "ECDHE_ECDSA", new Socket());
        trust.checkServerTrusted(other, "ECDHE_RSA", new Socket());

        assertThat(judge.asked).isEqualTo(3);
    }

    @Test
    void in_tls_1_3_the_judge_hears_the_java_runtimes_word_whoever_computes_tls() throws CertificateException {
        trust.checkServerTrusted(chain("CN=cp1", Duration.ofDays(3)), "GENERIC", new Socket());

        assertThat(judge.keyExchange).isEqualTo("UNKNOWN");
    }

    @Test
    void a_refused_chain_is_refused_again() {
        var chain = chain("CN=stranger", Duration.ofDays(3));
        judge.refuses = true;

        assertThatThrownBy(() -> trust.checkServerTrusted(chain, "UNKNOWN", new Socket()))
                .hasMessage("not known");
        assertThatThrownBy(() -> trust.checkServerTrusted(chain, "UNKNOWN", new Socket()))
                .hasMessage("not known");
        assertThat(judge.asked).isEqualTo(2);
    }

    @Test
    void a_known_chain_that_has_expired_is_refused() throws CertificateException {
        var chain = chain("CN=cp1", Duration.ofDays(-1));
        trust.checkServerTrusted(chain, "UNKNOWN", new Socket());

        assertThatThrownBy(() -> trust.checkServerTrusted(chain, "UNKNOWN", new Socket()))
                .isInstanceOf(CertificateExpiredException.class);
    }

    @Test
    void no_more_than_a_bounded_number_of_chains_is_remembered() throws CertificateException {
        for (int i = 0; i < 65; i++) {
            trust.checkServerTrusted(chain("CN=server " + i, Duration.ofDays(3)), "UNKNOWN", new Socket());
        }
        var last = chain("CN=the last one", Duration.ofDays(3));
        trust.checkServerTrusted(last, "UNKNOWN", new Socket());
        trust.checkServerTrusted(last, "UNKNOWN", new Socket());

        assertThat(judge.asked).isEqualTo(67);
    }

    private X509Certificate[] chain(String subject, Duration left) {
        return new X509Certificate[] {certificates.issue(subject, left).certificate()};
    }

    /** Accepts or refuses everything, and counts. */
    private static final class Judge extends X509ExtendedTrustManager {
        int asked;
        boolean refuses;
        String keyExchange = "";

        private void judge(String authType) throws CertificateException {
            asked++;
            keyExchange = authType;
            if (refuses) {
                throw new CertificateException("not known");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            judge(authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            judge(authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            judge(authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            judge(authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            judge(authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            judge(authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
