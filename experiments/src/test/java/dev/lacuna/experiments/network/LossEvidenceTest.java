package dev.lacuna.experiments.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.PacketFilter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LossEvidenceTest {
    private static final Set<Set<String>> EACH = Set.of(Set.of("a"), Set.of("b"));
    private static final Set<Set<String>> PAIR = Set.of(Set.of("a", "b"));

    @Test
    void a_filter_that_matches_nothing_proves_nothing_and_is_named() {
        var evidence = new LossEvidence(spec(30), EACH);

        assertThat(evidence.take(counts(2_000, 600, 0, 0))).isFalse();
        assertThat(evidence.fits()).isFalse();
        assertThat(evidence.words()).contains("no packet has matched the filter on node b: nothing was cut");
    }

    @Test
    void a_cut_is_proved_by_one_side_of_a_pair_whose_every_packet_is_dropped() {
        assertThat(judged(100, PAIR, counts(3, 3, 0, 0))).isTrue();
        assertThat(judged(100, PAIR, counts(3, 2, 0, 0))).isFalse();
        assertThat(judged(100, PAIR, counts(0, 0, 0, 0))).isFalse();
    }

    @Test
    void a_cut_is_not_proved_by_another_pair() {
        assertThat(judged(100, Set.of(Set.of("a"), Set.of("b", "c")), counts(3, 3, 0, 0)))
                .isFalse();
    }

    @Test
    void a_loss_is_proved_when_the_share_fits_what_was_asked() {
        assertThat(judged(30, EACH, counts(1_000, 310, 900, 265))).isTrue();
        assertThat(judged(30, EACH, counts(1_000, 500, 900, 450))).isFalse();
        assertThat(judged(30, EACH, counts(1_000, 0, 900, 0))).isFalse();
    }

    @Test
    void a_filter_that_drops_nothing_is_not_hidden_by_one_that_drops_too_much() {
        assertThat(judged(30, EACH, counts(1_000, 600, 1_000, 0))).isFalse();
    }

    @Test
    void a_share_is_judged_from_so_many_packets_on_that_it_is_known_to_ten_points() {
        assertThat(new LossEvidence(spec(30), EACH).needed()).isEqualTo(336);
        assertThat(new LossEvidence(spec(1), EACH).needed()).isEqualTo(1_000);
        assertThat(new LossEvidence(spec(30), EACH).take(counts(200, 60, 135, 40)))
                .isFalse();
        assertThat(new LossEvidence(spec(30), EACH).take(counts(200, 60, 136, 40)))
                .isTrue();
    }

    @Test
    void a_wrong_share_of_enough_packets_is_enough_for_a_judgement() {
        var evidence = new LossEvidence(spec(30), EACH);

        assertThat(evidence.take(counts(400, 200, 400, 200))).isTrue();
        assertThat(evidence.fits()).isFalse();
    }

    @Test
    void filters_whose_counters_stand_still_have_stopped() {
        var evidence = new LossEvidence(spec(30), EACH);
        assertThat(evidence.take(counts(500, 150, 500, 150))).isTrue();

        assertThat(evidence.stopped(counts(501, 150, 502, 151))).isEmpty();
        assertThat(evidence.stopped(counts(501, 150, 500, 150)))
                .hasValueSatisfying(why -> assertThat(why).contains("node b").doesNotContain("node a"));
    }

    private static boolean judged(int percent, Set<Set<String>> witnesses, Map<String, FilterCount> counts) {
        var evidence = new LossEvidence(spec(percent), witnesses);
        return evidence.take(counts) && evidence.fits();
    }

    private static Map<String, FilterCount> counts(long matchedA, long droppedA, long matchedB, long droppedB) {
        return Map.of("a", new FilterCount(matchedA, droppedA), "b", new FilterCount(matchedB, droppedB));
    }

    static Network spec(int percent) {
        return new Network(
                PacketFilter.Effect.DROP,
                Share.percent(percent),
                new Peer.Balancer(),
                new Peer.Balancer(),
                Set.of(2380),
                Network.Direction.BOTH,
                Origin.of("test.yaml"));
    }
}
