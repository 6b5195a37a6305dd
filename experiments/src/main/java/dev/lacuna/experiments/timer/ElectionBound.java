package dev.lacuna.experiments.timer;

import dev.lacuna.engine.explanation.Remedy;
import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import java.util.Optional;
import java.util.Set;

/**
 * How long an election may be without a leader.
 *
 * @param of its name
 * @param alone whether no other candidate is left: then a new process must start, and wait for the old lease
 */
public record ElectionBound(String of, LeaseTimers timers, Ousting ousting, boolean alone) implements TimerBound {
    private static final String CODE =
            "client-go tools/leaderelection/leaderelection.go: JitterUntil(retryPeriod, 1.2), observedTime + leaseDuration";

    /** What a look, a write and the ends of both take beside the timers, in seconds; measured (docs/mechanics.md, "How narrow a handover can be known"). */
    private static final double LATENCY = 0.1;

    /** They have the flags of kubernetes/component-base. */
    private static final Set<String> WITH_FLAGS =
            Set.of("kube-scheduler", "kube-controller-manager", "cloud-controller-manager");

    @Override
    public Measurement gap() {
        return new Measurement(least(), most(), Unit.SECONDS);
    }

    private double least() {
        return switch (ousting) {
            case RELEASED, PERHAPS_RELEASED -> 0;
            case FOREIGN -> LeaseTimers.seconds(timers.lease());
            case KEPT -> alone ? LeaseTimers.seconds(timers.lease()) : timers.leastAfterCrash();
        };
    }

    private double most() {
        if (alone) {
            return Double.POSITIVE_INFINITY;
        }
        return ousting == Ousting.RELEASED ? timers.longestLook() : timers.mostAfterCrash();
    }

    @Override
    public Measurement firm() {
        return Measurement.exactly(2 * LeaseTimers.seconds(timers.retry()), Unit.SECONDS);
    }

    @Override
    public String formula() {
        String looks = "retryPeriod × 2.2 = " + LeaseTimers.digits(timers.longestLook()) + " s";
        String run = "at most leaseDuration + 2 × retryPeriod × 2.2 = "
                + LeaseTimers.digits(LeaseTimers.seconds(timers.lease())) + " + 2 × "
                + LeaseTimers.digits(timers.longestLook()) + " = " + LeaseTimers.digits(timers.mostAfterCrash()) + " s";
        if (alone) {
            return "no other candidate is left: the restart, then leaseDuration = "
                    + LeaseTimers.digits(LeaseTimers.seconds(timers.lease())) + " s, then up to " + looks;
        }
        return timers + ": "
                + switch (ousting) {
                    case RELEASED -> "the lease is released, and a standby looks at most after " + looks;
                    case PERHAPS_RELEASED -> "if it releases its lease, at most " + looks + "; if it doesn't, " + run;
                    case FOREIGN -> run + ", at least leaseDuration";
                    case KEPT ->
                        run + ", at least leaseDuration − retryPeriod = " + LeaseTimers.digits(timers.leastAfterCrash())
                                + " s";
                };
    }

    @Override
    public String source() {
        return CODE + "; duration as in the Lease, "
                + (timers.known()
                        ? "the other two the defaults that go with it"
                        : "the other two assumed in the proportion of the defaults");
    }

    /** Of a lease that is released nothing but the standby's look is left, which is short enough or is a matter of the retry period alone. */
    @Override
    public Optional<Remedy> remedy(double atMost) {
        if (alone || ousting == Ousting.RELEASED) {
            return Optional.empty();
        }
        return timers.boundingCrashBy(atMost - LATENCY).map(this::remedy);
    }

    private Remedy remedy(LeaseTimers better) {
        double writes = better.writesComparedTo(timers);
        return new Remedy(
                better + flags(better),
                better.mostAfterCrash(),
                writes == 1
                        ? "with as many lease writes"
                        : "at " + LeaseTimers.digits(writes) + " times the lease writes",
                "the same formula; flags: kubernetes/component-base config/options/leaderelectionconfig.go");
    }

    private String flags(LeaseTimers better) {
        if (!WITH_FLAGS.contains(of)) {
            return " (leaseDuration, renewDeadline, retryPeriod)";
        }
        return " (--leader-elect-lease-duration=%s --leader-elect-renew-deadline=%s --leader-elect-retry-period=%s)"
                .formatted(flag(better.lease()), flag(better.deadline()), flag(better.retry()));
    }

    private static String flag(java.time.Duration length) {
        return length.toMillis() % 1_000 == 0 ? length.toSeconds() + "s" : length.toMillis() + "ms";
    }
}
