package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessTest {
    private final TestCertificates certificates = new TestCertificates();
    private final TestLoop loop = new TestLoop();

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void a_missing_file_is_named_with_what_to_do() {
        assertThatThrownBy(() -> Kubeconfig.read(List.of(Path.of("/nowhere/config"), Path.of("/nowhere/other"))))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("/nowhere/config, /nowhere/other does not exist")
                .hasMessageContaining("--kubeconfig");
    }

    @Test
    void of_several_files_some_may_be_missing_and_the_first_entry_of_a_name_counts() {
        Path first = TestAccess.file("server: https://first.example:6443", "token: one");
        Path second = TestAccess.file("server: https://second.example:6443", "token: two");

        Access access =
                Access.of(Kubeconfig.read(List.of(Path.of("/nowhere/config"), first, second)), Optional.empty(), loop);

        assertThat(access.server()).hasToString("https://first.example:6443");
        assertThat(access.authorization()).hasValue("Bearer one");
    }

    @Test
    void files_come_from_the_flag_before_the_environment_before_the_home_folder() {
        Path home = Path.of("/home/someone");

        assertThat(Kubeconfig.files(Optional.of(Path.of("/a")), Optional.of("/b:/c"), home))
                .containsExactly(Path.of("/a"));
        assertThat(Kubeconfig.files(Optional.empty(), Optional.of("/b::/c"), home))
                .containsExactly(Path.of("/b"), Path.of("/c"));
        assertThat(Kubeconfig.files(Optional.empty(), Optional.of(""), home))
                .containsExactly(Path.of("/home/someone/.kube/config"));
    }

    @Test
    void a_missing_context_is_answered_with_those_that_are_there_and_a_guess() {
        Kubeconfig kubeconfig = Kubeconfig.read(List.of(TestAccess.file("server: https://a.example", "token: x")));

        assertThatThrownBy(() -> Access.of(kubeconfig, Optional.of("prodction"), loop))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("no context `prodction`; there are demo, production; did you mean `production`?");
        assertThat(kubeconfig.contextNames()).containsExactly("demo", "production");
    }

    @Test
    void broken_yaml_is_reported_with_line_and_column() {
        Path file = TestAccess.file("apiVersion: v1\ncontexts: [a, b\nusers: c\n");

        assertThatThrownBy(() -> Kubeconfig.read(List.of(file)))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining(file + ":3:6: is not YAML");
    }

    @Test
    void a_key_that_stands_twice_is_an_error() {
        Path file = TestAccess.file("apiVersion: v1\ncurrent-context: a\ncurrent-context: b\n");

        assertThatThrownBy(() -> Kubeconfig.read(List.of(file)))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("`current-context` duplicate key");
    }

    @Test
    void an_expired_client_certificate_is_named_with_its_date() {
        var identity = certificates.issue("CN=somebody", Duration.ofDays(-3));
        String day = Instant.now().minus(Duration.ofDays(3)).toString().substring(0, 10);

        assertThatThrownBy(() -> withIdentity(identity.certificatePem(), identity.keyPem()))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("client-certificate-data of `ops`")
                .hasMessageContaining("CN=somebody expired on " + day);
    }

    @Test
    void a_key_that_cannot_be_read_says_where_it_stands_and_why() {
        var identity = certificates.issue("CN=somebody", Duration.ofDays(3));

        assertThatThrownBy(() -> withIdentity(
                        identity.certificatePem(), TestCertificates.pem("PRIVATE KEY", new byte[] {1, 2, 3})))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("client-key-data of `ops`: the private key can't be read");
        assertThatThrownBy(() -> withIdentity(identity.certificatePem(), "no key at all"))
                .hasMessageContaining("client-key-data of `ops`: no private key in PEM form");
        assertThatThrownBy(() -> withIdentity(
                        identity.certificatePem(), TestCertificates.pem("ENCRYPTED PRIVATE KEY", new byte[] {1})))
                .hasMessageContaining("the private key is encrypted");
    }

    private Access withIdentity(String certificate, String key) {
        return TestAccess.of(
                "server: https://a.example",
                TestAccess.data("client-certificate", certificate) + "\n" + TestAccess.data("client-key", key),
                loop);
    }

    @Test
    void keys_are_read_in_all_three_forms() throws IOException {
        var ec = (ECPrivateKey) TestCertificates.ec().getPrivate();
        var rsa = (RSAPrivateCrtKey) TestCertificates.pair("RSA", 2048).getPrivate();
        BigInteger scalar = ec.getS();
        BigInteger modulus = rsa.getModulus();

        assertThat(((ECPrivateKey) Pem.privateKey(TestCertificates.pem("PRIVATE KEY", ec.getEncoded()), "a")).getS())
                .isEqualTo(scalar);
        assertThat(((ECPrivateKey) Pem.privateKey(sec1(ec), "b")).getS()).isEqualTo(scalar);
        assertThat(((RSAPrivateCrtKey) Pem.privateKey(TestCertificates.pem("PRIVATE KEY", rsa.getEncoded()), "c"))
                        .getModulus())
                .isEqualTo(modulus);
        assertThat(((RSAPrivateCrtKey) Pem.privateKey(pkcs1(rsa), "d")).getModulus())
                .isEqualTo(modulus);
    }

    /** As openssl writes it, with the curve in a block of its own before the key. */
    private static String sec1(ECPrivateKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        byte[] curve =
                info.getPrivateKeyAlgorithm().getParameters().toASN1Primitive().getEncoded();
        var number = new org.bouncycastle.asn1.sec.ECPrivateKey(
                256, key.getS(), info.getPrivateKeyAlgorithm().getParameters());
        return TestCertificates.pem("EC PARAMETERS", curve)
                + TestCertificates.pem("EC PRIVATE KEY", number.getEncoded());
    }

    private static String pkcs1(RSAPrivateCrtKey key) throws IOException {
        return TestCertificates.pem(
                "RSA PRIVATE KEY",
                PrivateKeyInfo.getInstance(key.getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded());
    }

    @Test
    void certificates_and_keys_are_found_beside_the_file_that_names_them(@TempDir Path folder) throws IOException {
        var identity = certificates.issue("CN=somebody", Duration.ofDays(3));
        Files.writeString(folder.resolve("own.crt"), identity.certificatePem());
        Files.writeString(folder.resolve("own.key"), identity.keyPem());
        Path made = TestAccess.file("server: https://a.example", "client-certificate: own.crt\nclient-key: own.key");
        Path file = Files.copy(made, folder.resolve("config"));

        Access access = Access.of(Kubeconfig.read(List.of(file)), Optional.empty(), loop);

        assertThat(access).isInstanceOf(PlainAccess.class);
        assertThat(access.origin()).isEqualTo("context demo of " + file);
        Files.delete(folder.resolve("own.key"));
        assertThatThrownBy(() -> Access.of(Kubeconfig.read(List.of(file)), Optional.empty(), loop))
                .hasMessageContaining("client-key of `ops` can't be read")
                .hasMessageContaining("own.key");
    }

    @Test
    void a_token_file_is_read_again_after_a_minute_and_kept_while_it_is_gone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        var clock = new HandClock();
        var token = new Token.InFile(file, clock);

        assertThat(token.value()).hasValue("first");
        Files.writeString(file, "second\n");
        clock.forward(Duration.ofSeconds(59));
        assertThat(token.value()).hasValue("first");
        clock.forward(Duration.ofSeconds(2));
        assertThat(token.value()).hasValue("second");
        Files.delete(file);
        clock.forward(Duration.ofSeconds(61));
        assertThat(token.value()).hasValue("second");
    }

    private static final class HandClock implements dev.lacuna.engine.time.Clock {
        private long now = 7;

        void forward(Duration length) {
            now += length.toNanos();
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }
    }

    @Test
    void what_is_not_safe_or_not_supported_is_refused_by_name() {
        assertThatThrownBy(() ->
                        TestAccess.of("server: https://a.example\ninsecure-skip-tls-verify: true", "token: x", loop))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("insecure-skip-tls-verify");
        assertThatThrownBy(() -> TestAccess.of("server: https://a.example", "as: somebody", loop))
                .hasMessageContaining("sets `as`, which is not supported");
        assertThatThrownBy(() -> TestAccess.of("server: a.example:6443", "token: x", loop))
                .hasMessageContaining("not of the form https://HOST:PORT");
    }

    @Test
    void a_token_over_plain_http_is_warned_about() {
        assertThat(TestAccess.of("server: http://a.example:8080", "token: x", loop)
                        .warnings())
                .singleElement()
                .asString()
                .contains("without encryption");
        assertThat(TestAccess.of("server: https://a.example", "token: x", loop).warnings())
                .isEmpty();
    }

    @Test
    void an_exec_plugin_is_run_by_client_java(@TempDir Path folder) throws IOException {
        Path plugin = Files.writeString(folder.resolve("plugin"), """
                #!/bin/sh
                echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"from-plugin"}}'
                """);
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        try (FakeApiServer server = FakeApiServer.plain()) {
            Access access = TestAccess.of(
                    "server: " + server.uri(),
                    "exec: {apiVersion: client.authentication.k8s.io/v1, command: %s, interactiveMode: Never}"
                            .formatted(plugin),
                    loop);
            assertThat(access).isInstanceOf(DelegatedAccess.class);
            try (var endpoint =
                    new ApiEndpoint(access, Target.server("fake"), ConnectionPolicy.control(), loop, loop.network())) {
                server.next("/api/v1/nodes", FakeAnswer.hang());
                var answer = endpoint.attempt(ApiRequest.get("/version"), Duration.ofSeconds(4));
                loop.await(answer::isDone, Duration.ofSeconds(5));

                assertThat(server.requests("/version"))
                        .singleElement()
                        .extracting(request -> request.header("authorization"))
                        .isEqualTo("Bearer from-plugin");
                var hung = endpoint.attempt(ApiRequest.get("/api/v1/nodes"), Duration.ofMillis(150));
                assertThat(loop.await(hung::isDone, Duration.ofSeconds(2))).isTrue();
                assertThat(hung.join().words()).contains("no answer in time");
            }
        }
    }

    @Test
    void the_service_account_of_a_pod_is_read_from_its_folder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("ca.crt"), certificates.authorityPem());
        Files.writeString(folder.resolve("token"), "of-the-pod");

        Access access = InClusterAccess.read(folder, Optional.of("10.96.0.1"), Optional.of("443"), loop);

        assertThat(access.server()).hasToString("https://10.96.0.1:443");
        assertThat(access.authorization()).hasValue("Bearer of-the-pod");
        assertThatThrownBy(() -> Access.inCluster(Optional.empty(), Optional.of("443"), loop))
                .hasMessageContaining("not in a cluster");
        assertThatThrownBy(() -> InClusterAccess.read(
                        folder.resolve("none"), Optional.of("10.96.0.1"), Optional.of("443"), loop))
                .hasMessageContaining("automountServiceAccountToken");
    }

    @Test
    void damaged_base64_is_named() {
        assertThatThrownBy(() ->
                        TestAccess.of("server: https://a.example\ncertificate-authority-data: '%%%'", "token: x", loop))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("certificate-authority-data of `west`");
        String key = Base64.getEncoder()
                .encodeToString("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> TestAccess.of(
                        "server: https://a.example\ncertificate-authority-data: " + key, "token: x", loop))
                .hasMessageContaining("a certificate in it is damaged");
    }
}
