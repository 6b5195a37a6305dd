package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A real cluster for tests: the system property {@code lacuna.testbed} names the testbed's script, which tells its kubeconfig, or a kubeconfig. Without it such
 * tests are skipped with a printed reason.
 */
public final class TestCluster implements AutoCloseable {
    private static final String PROPERTY = "lacuna.testbed";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final TestLoop loop = new TestLoop();
    private final Access access;
    private final ApiEndpoint server;

    private TestCluster(Path kubeconfig) {
        access = Access.of(Kubeconfig.read(List.of(kubeconfig)), Optional.empty(), loop);
        server = endpoint(Target.server("balancer"), ConnectionPolicy.control());
    }

    public static TestCluster orSkip() {
        return new TestCluster(kubeconfigOrSkip());
    }

    /** The kubeconfig of the cluster; skips the test where there is none. */
    public static Path kubeconfigOrSkip() {
        String named = System.getProperty(PROPERTY, "");
        if (named.isBlank() || !Files.isReadable(Path.of(named))) {
            String reason = named.isBlank()
                    ? "no cluster: the property %s names neither the testbed's script nor a kubeconfig"
                            .formatted(PROPERTY)
                    : "no cluster: %s, which the property %s names, is not there".formatted(named, PROPERTY);
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        return Files.isExecutable(Path.of(named)) ? told(named) : Path.of(named);
    }

    private static Path told(String script) {
        try {
            var process = new ProcessBuilder(script, "kubeconfig")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IllegalStateException("%s kubeconfig ended with exit code %d".formatted(script, exit));
            }
            return Path.of(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + script, e);
        }
    }

    public TestLoop loop() {
        return loop;
    }

    public Access access() {
        return access;
    }

    public ApiEndpoint server() {
        return server;
    }

    public ApiEndpoint endpoint(Target target, ConnectionPolicy policy) {
        return new ApiEndpoint(access, target, policy, loop, loop.network());
    }

    public ApiReply send(ApiRequest request) {
        return loop.await(server.send(request, TIMEOUT), TIMEOUT.plusSeconds(1), request.words());
    }

    public ApiOutcome attempt(ApiEndpoint endpoint, ApiRequest request) {
        return loop.await(endpoint.attempt(request, TIMEOUT), TIMEOUT.plusSeconds(1), request.words());
    }

    /** The API servers themselves, as the cluster lists them. */
    public List<Target> instances() {
        JsonObject slices = send(ApiRequest.get(
                        "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dkubernetes"))
                .body();
        var targets = new ArrayList<Target>();
        for (JsonElement slice : slices.getAsJsonArray("items")) {
            int port = slice.getAsJsonObject()
                    .getAsJsonArray("ports")
                    .get(0)
                    .getAsJsonObject()
                    .get("port")
                    .getAsInt();
            for (JsonElement endpoint : slice.getAsJsonObject().getAsJsonArray("endpoints")) {
                String address = endpoint.getAsJsonObject()
                        .getAsJsonArray("addresses")
                        .get(0)
                        .getAsString();
                targets.add(Target.instance("api-" + address, address, port));
            }
        }
        return targets;
    }

    /** Makes a namespace of the test's own. */
    public String namespace(String prefix) {
        JsonObject body = JsonParser.parseString("{\"metadata\":{\"generateName\":\"%s-\"}}".formatted(prefix))
                .getAsJsonObject();
        return JsonText.of(send(ApiRequest.post("/api/v1/namespaces", body)).body(), "metadata", "name")
                .orElseThrow();
    }

    public void deleteNamespace(String name) {
        send(ApiRequest.delete("/api/v1/namespaces/" + name));
    }

    @Override
    public void close() {
        server.close();
        loop.close();
    }
}
