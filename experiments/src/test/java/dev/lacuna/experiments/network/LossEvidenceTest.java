package dev.lacuna.experiments.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.PacketFilter;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
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
        assertThat(new LossEvidence(spec(1), EACH).needed()).isEqualTo(1_050);
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

    /** The worst share and number of packets: the normal distribution would err there once in 300 times. */
    @Test
    void right_share_is_refused_at_most_once_in_15_000_times_whatever_it_is() {
        for (int percent : new int[] {1, 2, 5, 10, 30, 50, 90, 95, 99}) {
            long least = new LossEvidence(spec(percent), Set.of(Set.of("a"))).needed();
            for (long packets : new long[] {least, least + least / 3, 3 * least}) {
                double refused = 0;
                for (long dropped = 0; dropped <= packets; dropped++) {
                    refused += judged(percent, Set.of(Set.of("a")), Map.of("a", new FilterCount(packets, dropped)))
                            ? 0
                            : exactly(packets, dropped, percent / 100.0);
                }
                assertThat(refused).as("%d %% of %d packets", percent, packets).isLessThan(1.0 / 15_000);
            }
        }
    }

    /** By the difference of two tails on the same side. */
    private static double exactly(long packets, long dropped, double share) {
        double here = Binomial.tail(packets, dropped, share);
        boolean low = dropped <= packets * share;
        if (low) {
            return dropped == 0 ? here : here - Binomial.tail(packets, dropped - 1, share);
        }
        return dropped == packets ? here : here - Binomial.tail(packets, dropped + 1, share);
    }

    @Test
    void share_that_is_more_than_ten_points_off_is_not_taken_for_the_right_one() {
        assertThat(judged(30, EACH, counts(168, 32, 168, 32))).as("19 %").isFalse();
        assertThat(judged(30, EACH, counts(168, 69, 168, 69))).as("41 %").isFalse();
        assertThat(judged(30, EACH, counts(397, 99, 340, 102)))
                .as("24.9 % of 397 packets: so far off, or as far the other way, in 1 of 34 counts")
                .isTrue();
    }

    @Test
    void traffic_that_falls_silent_after_each_loss_does_not_bend_the_judgement() {
        var chance = new VirtualLoop(47, Instant.parse("2026-02-03T04:05:06Z")).random("packets");
        int wrong = 0;
        for (int run = 0; run < 10_000; run++) {
            wrong += rightlyLossy(chance, 0.3) ? 0 : 1;
        }
        assertThat(wrong).as("of 10,000, each of three counts").isLessThanOrEqualTo(4);
    }

    /** Eight connections on two nodes; one whose packet was lost waits twice as long with each further loss. Judged at the first look that finds enough. */
    private static boolean rightlyLossy(RandomGenerator chance, double share) {
        var evidence = new LossEvidence(spec(30), EACH);
        long[] matched = new long[2];
        long[] dropped = new long[2];
        int[] silentUntil = new int[8];
        int[] wait = new int[8];
        for (int tick = 0; ; tick++) {
            for (int one = 0; one < silentUntil.length; one++) {
                if (tick >= silentUntil[one]) {
                    boolean lost = chance.nextDouble() < share;
                    matched[one % 2]++;
                    dropped[one % 2] += lost ? 1 : 0;
                    wait[one] = lost ? Math.min(64, Math.max(1, 2 * wait[one])) : 0;
                    silentUntil[one] = tick + 1 + wait[one];
                }
            }
            if (tick % 10 == 0 && evidence.take(counts(matched[0], dropped[0], matched[1], dropped[1]))) {
                return evidence.fits();
            }
        }
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
