package dev.lacuna.experiments.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.PacketFilter;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LossEvidenceTest {

    @Test
    void a_filter_that_matches_nothing_proves_nothing() {
        var evidence = new LossEvidence(spec(100));

        assertThat(evidence.take(new FilterCount(0, 0))).isFalse();
        assertThat(evidence.words()).contains("no packet has matched");
    }

    @Test
    void a_cut_is_proved_by_every_packet_being_dropped() {
        assertThat(new LossEvidence(spec(100)).take(new FilterCount(3, 3))).isTrue();
        assertThat(new LossEvidence(spec(100)).take(new FilterCount(3, 2))).isFalse();
    }

    @Test
    void a_loss_is_proved_when_the_share_fits_what_was_asked() {
        assertThat(new LossEvidence(spec(30)).take(new FilterCount(1_000, 310))).isTrue();
        assertThat(new LossEvidence(spec(30)).take(new FilterCount(1_000, 500))).isFalse();
        assertThat(new LossEvidence(spec(30)).take(new FilterCount(1_000, 0))).isFalse();
    }

    @Test
    void too_few_packets_prove_no_share() {
        assertThat(new LossEvidence(spec(30)).take(new FilterCount(10, 3))).isFalse();
    }

    private static Network spec(int percent) {
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
