package dev.lacuna.experiments.rehearsal.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.shape.Share;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClusterModelFileTest {

    private static ClusterModelFile.Result read(String text) {
        return ClusterModelFile.read("model.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_is_left_out_is_standard() {
        var model = read("controlPlanes: 5\nlease: {duration: 137s, renewDeadline: 107s, retry: 26s}\n")
                .model()
                .orElseThrow();

        assertThat(model.controlPlanes()).isEqualTo(5);
        assertThat(model.lease().duration()).isEqualTo(Duration.ofSeconds(137));
        assertThat(model.api()).isEqualTo(ApiModel.standard());
        assertThat(model.nodes()).containsExactly("cp1", "cp2", "cp3", "cp4", "cp5", "worker1");
    }

    @Test
    void range_is_written_with_two_dots_or_as_one_duration() {
        var model = read("api: {start: 4s..8s, latency: 3ms}\n").model().orElseThrow();

        assertThat(model.api().start()).isEqualTo(Range.millis(4_000, 8_000));
        assertThat(model.api().latency()).isEqualTo(Range.millis(3, 3));
    }

    @Test
    void model_in_the_documents_has_what_they_say() throws IOException {
        var document = Files.readString(Path.of("..", "docs", "rehearsal.md"));
        int begin = document.indexOf("workers: 2");
        var model = read(document.substring(begin, document.indexOf("```", begin)))
                .model()
                .orElseThrow();

        assertThat(model.workers()).isEqualTo(2);
        assertThat(model.apps().workloads())
                .containsExactly(new WorkloadModel(
                        "shop",
                        "cart",
                        Map.of("app", "cart"),
                        3,
                        Range.millis(1_000, 3_000),
                        Range.millis(10, 500),
                        2,
                        "kube-controller-manager"));
        assertThat(model.apps().operators()).hasSize(1).allMatch(OperatorModel::releases);
        assertThat(model.apps().answers("http://cart.shop.example/health")).isTrue();
        assertThat(model.apps().hasPods("shop", Map.of("app", "cart-controller")))
                .isTrue();
        assertThat(model.apps().hasPods("shop", Map.of("app", "checkout"))).isFalse();
    }

    @Test
    void names_that_nothing_bears_are_refused() {
        assertThat(read("services: [{url: 'http://a.example/', workload: shop/cart}]")
                        .problems())
                .anyMatch(text -> text.contains(
                        "the workload of service http://a.example/ is shop/cart, which the model doesn't have"));
        assertThat(read("workloads: [{namespace: shop, name: cart, owner: shop/op}]")
                        .problems())
                .anyMatch(text ->
                        text.contains("the owner of workload shop/cart is shop/op, which the model doesn't have"));
        assertThat(read("workloads: [{namespace: shop, name: cart, minAvailable: 4}]")
                        .problems())
                .anyMatch(text -> text.contains("minAvailable of up to its replicas"));
        assertThat(read("operators: [{election: shop/op, retry: 11s}]").problems())
                .anyMatch(text -> text.contains("duration > renewDeadline > retry"));
    }

    private static ClusterModel reread(ClusterModel model, Map<String, String> notes) {
        var result = read(ClusterModelFile.SHAPE.yaml(model, notes));
        assertThat(result.problems()).isEmpty();
        return result.model().orElseThrow();
    }

    @Test
    void model_that_is_written_is_read_as_the_same() throws IOException {
        var document = Files.readString(Path.of("..", "docs", "rehearsal.md"));
        int begin = document.indexOf("workers: 2");
        var full = read(document.substring(begin, document.indexOf("```", begin)))
                .model()
                .orElseThrow();

        assertThat(reread(ClusterModel.standard(), Map.of())).isEqualTo(ClusterModel.standard());
        assertThat(reread(full, Map.of("lease.retry", "assumed: 1/5", "operators", "seen")))
                .isEqualTo(full);
    }

    /** Takes another value for one key after the other: who adds a key has it written too. */
    @Test
    void each_key_by_itself_is_written_as_it_was_read() {
        var standard = ClusterModelFile.SHAPE.yaml(ClusterModel.standard(), Map.of());
        int changed = 0;
        for (String line : standard.lines().toList()) {
            var model = read(standard.replace("\n" + line + "\n", "\n" + changed(line) + "\n"))
                    .model()
                    .filter(read -> !read.equals(ClusterModel.standard()));
            if (model.isPresent()) {
                assertThat(reread(model.get(), Map.of())).as(line).isEqualTo(model.get());
                changed++;
            }
        }
        assertThat(changed).isGreaterThan(33);
    }

    /** By a millisecond longer, or a range that ends so much later. */
    private static String changed(String line) {
        return line.endsWith("ms")
                ? line.replaceFirst("[0-9]+ms$", (lastMillis(line) + 1) + "ms")
                : line.replaceFirst("([0-9][hms])$", "$1" + "1ms").replace("false", "true");
    }

    private static int lastMillis(String line) {
        return Integer.parseInt(line.replaceFirst("^.*?([0-9]+)ms$", "$1"));
    }

    @Test
    void limits_and_load_of_api_servers_and_the_clocks_of_nodes_are_read() {
        var model = read("""
                        api: {limit: 200, reject: 2%, hang: 0.1%, slow: {share: 1%, by: 300ms..3s}, service: {entrance: service, lease: 21s}}
                        node: {clockSkew: 0ms..40ms}
                        """).model().orElseThrow();

        assertThat(model.api().load())
                .isEqualTo(new LoadModel(
                        200,
                        Share.percent(2),
                        new Share(1_000),
                        new LoadModel.Slow(Share.percent(1), Range.millis(300, 3_000))));
        assertThat(model.api().service().entrance()).isEqualTo(ApiServiceModel.Entrance.SERVICE);
        assertThat(model.api().service().lease()).isEqualTo(Duration.ofSeconds(21));
        assertThat(model.node().clockSkew()).isEqualTo(Range.millis(0, 40));
    }

    @Test
    void problems_are_told_with_their_place() {
        var result = read("api: {start: 8s..4s}\nlease: {retry: 11s}\nlatncy: 1ms\n");

        assertThat(result.model()).isEmpty();
        assertThat(result.problems())
                .anyMatch(text -> text.startsWith("model.yaml:1:14") && text.contains("begins after its end"))
                .anyMatch(
                        text -> text.startsWith("model.yaml:2:8") && text.contains("duration > renewDeadline > retry"))
                .anyMatch(text -> text.startsWith("model.yaml:3:1") && text.contains("unknown key"));
    }
}
