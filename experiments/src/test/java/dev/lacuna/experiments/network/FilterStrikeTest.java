package dev.lacuna.experiments.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.AppliedFilter;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.NodeAgentFailure.Reason;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.RemovedFilter;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.process.Remains;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class FilterStrikeTest {
    private static final Duration LASTING = Duration.ofSeconds(20);

    private final VirtualLoop loop = new VirtualLoop(13, Instant.parse("2026-04-05T06:07:08Z"));
    private final FakeAgent first = new FakeAgent();
    private final FakeAgent second = new FakeAgent();
    private Supplier<CompletableFuture<NodeAgent>> newAgent = () -> CompletableFuture.completedFuture(second.agent());
    private final FilterStrike strike = strike();

    /** Matches 100 packets a second, of which it drops 30, until it stands still or fails. */
    private final class FakeAgent {
        long standsStill = Long.MAX_VALUE;
        Optional<NodeAgentFailure> failure = Optional.empty();
        List<String> left = List.of();
        boolean removed;

        NodeAgent agent() {
            return (NodeAgent) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {NodeAgent.class},
                    (self, method, arguments) -> method.getName().equals("node") ? "cp2" : answer(method.getName()));
        }

        private CompletableFuture<?> answer(String call) {
            if (failure.isPresent()) {
                return CompletableFuture.failedFuture(failure.get());
            }
            return switch (call) {
                case "apply" ->
                    CompletableFuture.completedFuture(
                            new AppliedFilter("f1", new Interval(loop.now(), loop.now() + 5)));
                case "count" -> CompletableFuture.completedFuture(count());
                case "remove" -> {
                    removed = true;
                    var at = new Interval(loop.now(), loop.now() + 5);
                    yield CompletableFuture.completedFuture(new RemovedFilter(at, Optional.of(count())));
                }
                case "residue" ->
                    CompletableFuture.completedFuture(new Residue(left, List.of("table lacuna_r9"), List.of()));
                default -> throw new UnsupportedOperationException(call);
            };
        }

        private FilterCount count() {
            long packets = Math.min(loop.now(), standsStill) / 10_000_000;
            return new FilterCount(packets, packets * 3 / 10);
        }
    }

    private FilterStrike strike() {
        var spec = LossEvidenceTest.spec(30);
        var filter = new PacketFilter(
                PacketFilter.Effect.DROP, 300, List.of("10.0.0.7"), Set.of(2380), Set.of(2380), Optional.empty());
        var plan = new FilterStrike.Plan(spec, LASTING, Map.of("cp2", filter), Set.of(Set.of("cp2")), List.of());
        return new FilterStrike(
                plan, Map.of("cp2", first.agent()), new Remains(node -> newAgent.get(), Set.of()), Optional.empty());
    }

    private void injectAndConfirm() {
        var unused = strike.inject(loop);
        assertThat(strike.confirm(loop).held()).isTrue();
        loop.sleep(Duration.ofSeconds(10));
    }

    private static NodeAgentFailure failure(Reason reason, String code) {
        return new NodeAgentFailure(reason, code, "node cp2: count f1: " + reason + " " + code);
    }

    @Test
    void filter_that_goes_on_to_its_end_keeps_its_proof() {
        injectAndConfirm();

        strike.heal(loop);

        assertThat(first.removed).isTrue();
        assertThat(strike.broken()).isEmpty();
    }

    @Test
    void filter_whose_counters_stand_still_loses_its_proof_and_is_removed() {
        injectAndConfirm();
        first.standsStill = Duration.ofSeconds(1).toNanos();

        strike.heal(loop);

        assertThat(first.removed).isTrue();
        assertThat(strike.broken()).hasValueSatisfying(why -> assertThat(why).contains("node cp2"));
    }

    @Test
    void filter_that_is_not_there_any_more_loses_its_proof() {
        injectAndConfirm();
        first.failure = Optional.of(failure(Reason.REFUSED, "no-filter"));

        assertThatThrownBy(() -> strike.heal(loop)).isInstanceOf(NodeAgentFailure.class);
        assertThat(strike.broken()).hasValueSatisfying(why -> assertThat(why).contains("no-filter"));
    }

    @Test
    void path_that_is_silent_is_given_up_before_the_fault_ends() {
        first.standsStill = 0;
        var unused = strike.inject(loop);

        var proof = strike.confirm(loop);

        assertThat(proof.held()).isFalse();
        assertThat(proof.evidence()).anyMatch(line -> line.contains("no packet has matched the filter on node cp2"));
        assertThat(loop.now()).isLessThan(LASTING.toNanos());
        strike.heal(loop);
        assertThat(strike.broken()).isEmpty();
    }

    @Test
    void agent_that_has_ended_is_healed_if_a_new_one_finds_nothing() {
        injectAndConfirm();
        first.failure = Optional.of(failure(Reason.ENDED, "filters"));

        strike.heal(loop);

        assertThat(strike.leftovers(loop)).isEmpty();
        assertThat(strike.broken()).isPresent();
        second.left = List.of("left kind=table name=lacuna_r1");
        assertThat(strike.leftovers(loop)).containsExactly("node cp2: left kind=table name=lacuna_r1");
    }

    @Test
    void agent_that_has_ended_is_believed_where_no_new_one_can_be_had() {
        injectAndConfirm();
        newAgent = () -> CompletableFuture.failedFuture(failure(Reason.UNANSWERED, ""));

        first.failure = Optional.of(failure(Reason.ENDED, "all"));
        assertThat(strike.leftovers(loop)).isEmpty();

        first.failure = Optional.of(failure(Reason.ENDED, ""));
        assertThatThrownBy(() -> strike.leftovers(loop)).hasMessageContaining("UNANSWERED");
    }
}
