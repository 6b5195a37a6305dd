package dev.lacuna.experiments.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.AppliedFilter;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.RemovedFilter;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.process.Remains;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How long the end of a filter on several nodes takes. */
final class FilterHealingTest {
    private static final Duration ANSWER = Duration.ofMillis(200);
    private final VirtualLoop loop = new VirtualLoop(17, Instant.parse("2026-04-05T06:07:08Z"));
    private final Map<String, Long> removedAt = new TreeMap<>();
    private final List<String> uncounted = new ArrayList<>();
    private final FilterStrike strike = strike();

    /** Answers everything 200 ms after it was asked. Matches 100 packets a second, of which it drops 30. */
    private NodeAgent agent(String node) {
        return (NodeAgent) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {NodeAgent.class},
                (self, method, arguments) -> method.getName().equals("node") ? node : later(node, method.getName()));
    }

    private CompletableFuture<Object> later(String node, String call) {
        var answer = new CompletableFuture<Object>();
        if (call.equals("remove")) {
            removedAt.put(node, loop.now());
        }
        loop.after(ANSWER, () -> answer.complete(answer(node, call)));
        return answer;
    }

    private Object answer(String node, String call) {
        var moment = new Interval(loop.now() - 5, loop.now());
        return switch (call) {
            case "apply" -> new AppliedFilter("f1", moment);
            case "count" -> count();
            case "remove" ->
                new RemovedFilter(moment, uncounted.contains(node) ? Optional.empty() : Optional.of(count()));
            case "residue" -> new Residue(List.of(), List.of(), List.of());
            default -> throw new UnsupportedOperationException(call);
        };
    }

    private FilterCount count() {
        long packets = loop.now() / 10_000_000;
        return new FilterCount(packets, packets * 3 / 10);
    }

    private FilterStrike strike() {
        var filter = new PacketFilter(
                PacketFilter.Effect.DROP, 300, List.of("10.0.0.7"), Set.of(2380), Set.of(2380), Optional.empty());
        var plan = new FilterStrike.Plan(
                LossEvidenceTest.spec(30),
                Duration.ofSeconds(20),
                Map.of("cp1", filter, "cp2", filter, "cp3", filter),
                Set.of(Set.of("cp1"), Set.of("cp2"), Set.of("cp3")),
                List.of());
        Map<String, NodeAgent> agents = Map.of("cp1", agent("cp1"), "cp2", agent("cp2"), "cp3", agent("cp3"));
        return new FilterStrike(
                plan,
                agents,
                new Remains(node -> CompletableFuture.failedFuture(new IllegalStateException(node)), Set.of()),
                Optional.empty());
    }

    private void injectAndConfirm() {
        var unused = strike.inject(loop);
        assertThat(strike.confirm(loop).held()).isTrue();
        loop.sleep(Duration.ofSeconds(10));
    }

    @Test
    void every_node_removes_its_filter_at_once_and_no_count_is_waited_for() {
        injectAndConfirm();
        long due = loop.now();

        strike.heal(loop);
        long healed = loop.now();

        assertThat(removedAt).isEqualTo(Map.of("cp1", due, "cp2", due, "cp3", due));
        assertThat(healed - due).isEqualTo(ANSWER.toNanos());
        assertThat(strike.leftovers(loop)).isEmpty();
        assertThat(loop.now() - healed).isEqualTo(ANSWER.toNanos());
        assertThat(strike.broken()).isEmpty();
    }

    @Test
    void filter_that_was_not_there_to_be_counted_loses_its_proof() {
        injectAndConfirm();
        uncounted.add("cp3");

        strike.heal(loop);

        assertThat(strike.broken())
                .hasValueSatisfying(why ->
                        assertThat(why).contains("cp3").doesNotContain("cp2").contains("may have been gone earlier"));
    }
}
