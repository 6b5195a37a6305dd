package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.kubernetes.api.Unanswered.Why;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PinnedEndpointApiTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final TestLoop loop = new TestLoop();
    private final TestCertificates certificates = new TestCertificates();
    private final TestCertificates.Identity client = certificates.issue("CN=client", Duration.ofDays(5));

    @AfterEach
    void stop() {
        loop.close();
    }

    private FakeApiServer server(String... names) {
        FakeApiServer server = FakeApiServer.encrypted(
                certificates.serverContext(certificates.issue("CN=server", Duration.ofDays(5), names)));
        server.next("/version", FakeAnswer.json(FakeApiServer.status(200, "Version", "fake")));
        return server;
    }

    private Access access(String server, TestCertificates authority, String... more) {
        String cluster = "server: %s\n%s\n%s"
                .formatted(
                        server,
                        TestAccess.data("certificate-authority", authority.authorityPem()),
                        String.join("\n", more));
        String user = TestAccess.data("client-certificate", client.certificatePem()) + "\n"
                + TestAccess.data("client-key", client.keyPem());
        return TestAccess.of(cluster.strip(), user, loop);
    }

    private ApiOutcome version(Access access, Target target) {
        try (var endpoint = new ApiEndpoint(access, target, ConnectionPolicy.control(), loop, loop.network())) {
            return loop.await(endpoint.attempt(ApiRequest.get("/version"), TIMEOUT), TIMEOUT.plusSeconds(1), "version");
        }
    }

    @Test
    void an_instance_is_dialled_at_its_address_and_verified_by_the_name_of_the_kubeconfig() throws IOException {
        try (FakeApiServer server = server("api.example")) {
            ApiOutcome outcome = version(
                    access("https://api.example:6443", certificates),
                    Target.instance("cp1", "127.0.0.1", server.port()));

            assertThat(outcome).isInstanceOf(Answered.class);
            assertThat(server.requests())
                    .singleElement()
                    .extracting(request -> request.header("host"))
                    .isEqualTo("api.example:" + server.port());
        }
    }

    @Test
    void behind_a_balancer_that_is_only_an_address_the_name_is_that_of_the_service() throws IOException {
        try (FakeApiServer server = server("kubernetes.default.svc")) {
            assertThat(version(
                            access("https://192.0.2.7:6443", certificates),
                            Target.instance("cp1", "127.0.0.1", server.port())))
                    .isInstanceOf(Answered.class);
        }
    }

    @Test
    void a_certificate_of_another_name_is_refused_before_a_request_is_sent() throws IOException {
        try (FakeApiServer server = server("other.example", "127.0.0.1")) {
            var lost = (Unanswered) version(
                    access("https://api.example:6443", certificates),
                    Target.instance("cp1", "127.0.0.1", server.port()));

            assertThat(lost.why()).isEqualTo(Why.UNTRUSTED);
            assertThat(lost.mayHaveArrived()).isFalse();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void another_name_can_be_given() throws IOException {
        try (FakeApiServer server = server("other.example")) {
            Target target = Target.instance("cp1", "127.0.0.1", server.port()).certifiedAs("other.example");

            assertThat(version(access("https://api.example:6443", certificates), target))
                    .isInstanceOf(Answered.class);
        }
    }

    @Test
    void a_certificate_of_another_authority_is_not_trusted() throws IOException {
        try (FakeApiServer server = server("127.0.0.1")) {
            var lost = (Unanswered)
                    version(access(server.uri().toString(), new TestCertificates()), Target.server("fake"));

            assertThat(lost.why()).isEqualTo(Why.UNTRUSTED);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void something_that_does_not_speak_tls_is_a_broken_answer_and_said_to_be_that() throws IOException {
        try (var server = new ServerSocket(0)) {
            var unused = loop.network().submit(() -> greet(server));

            var lost = (Unanswered)
                    version(access("https://127.0.0.1:" + server.getLocalPort(), certificates), Target.server("fake"));

            assertThat(lost.why()).isEqualTo(Why.BROKEN);
            assertThat(lost.detail()).isEqualTo("what answers there does not speak TLS");
        }
    }

    private static @Nullable Void greet(ServerSocket server) throws IOException {
        try (var connection = server.accept()) {
            connection.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
            var unused = connection.getInputStream().readAllBytes();
        }
        return null;
    }

    @Test
    void tls_server_name_is_the_name_that_counts() throws IOException {
        try (FakeApiServer server = server("inner.example")) {
            Access named = access(server.uri().toString(), certificates, "tls-server-name: inner.example");
            Access unnamed = access(server.uri().toString(), certificates);

            assertThat(version(named, Target.server("fake"))).isInstanceOf(Answered.class);
            assertThat(((Unanswered) version(unnamed, Target.server("fake"))).why())
                    .isEqualTo(Why.UNTRUSTED);
        }
    }

    @Test
    void the_client_certificate_is_shown() throws IOException {
        try (FakeApiServer server = FakeApiServer.encrypted(
                certificates.serverContext(certificates.issue("CN=server", Duration.ofDays(5), "127.0.0.1")), true)) {
            server.objects().collection("/version");

            assertThat(version(access(server.uri().toString(), certificates), Target.server("fake")))
                    .isInstanceOf(Answered.class);
            String nobody = "server: %s\n%s"
                    .formatted(server.uri(), TestAccess.data("certificate-authority", certificates.authorityPem()));
            assertThat(version(TestAccess.of(nobody, "{}", loop), Target.server("fake")))
                    .isInstanceOf(Unanswered.class);
        }
    }

    @Test
    void a_server_that_hangs_in_the_handshake_times_out() throws IOException {
        try (FakeApiServer server = server("127.0.0.1")) {
            server.hang();
            var lost = (Unanswered) version(access(server.uri().toString(), certificates), Target.server("fake"));

            assertThat(lost.why()).isEqualTo(Why.TIMED_OUT);
            assertThat(lost.mayHaveArrived()).isFalse();
        }
    }
}
