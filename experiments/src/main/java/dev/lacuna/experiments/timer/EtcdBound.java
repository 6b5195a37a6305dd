package dev.lacuna.experiments.timer;

import dev.lacuna.engine.explanation.Remedy;
import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.experiments.controlplane.EtcdMember;
import java.util.Optional;

/**
 * How long etcd is without a leader, unless votes are split.
 *
 * @param times where heartbeat and election timeout are from, in words
 */
public record EtcdBound(EtcdElection election, String times) implements TimerBound {
    /** Left for the vote, its writes to disk and the first commit, in seconds; as much as elections by leases get for their requests. */
    private static final double MARGIN = 0.1;

    @Override
    public String of() {
        return EtcdMember.ELECTION;
    }

    @Override
    public Measurement gap() {
        return election.possible()
                ? new Measurement(election.least(), election.mostUnlessTied(), Unit.SECONDS)
                : new Measurement(0, Double.POSITIVE_INFINITY, Unit.SECONDS);
    }

    /** A leader of etcd is firm with its first commit. */
    @Override
    public Measurement firm() {
        return Measurement.exactly(0, Unit.SECONDS);
    }

    @Override
    public String formula() {
        return election.formula();
    }

    @Override
    public String source() {
        return EtcdElection.SOURCE + "; " + times;
    }

    @Override
    public Optional<Remedy> remedy(double atMost) {
        return election.possible() ? election.boundedBy(atMost - MARGIN).map(this::remedy) : Optional.empty();
    }

    private Remedy remedy(EtcdElection better) {
        long heartbeat = better.heartbeat().toMillis();
        double beats =
                (double) election.heartbeat().toNanos() / better.heartbeat().toNanos();
        return new Remedy(
                "--heartbeat-interval=%d --election-timeout=%d"
                        .formatted(heartbeat, better.timeout().toMillis()),
                better.mostUnlessTied(),
                "%s, and only where round trips between members, writes to their disks included, take less than %d ms"
                        .formatted(
                                beats == 1
                                        ? "with as many heartbeats"
                                        : "at " + LeaseTimers.digits(beats) + " times the heartbeats",
                                heartbeat),
                "the same formula; election-timeout of 10 heartbeats: etcd.io/docs/v3.6/tuning");
    }
}
