package dev.lacuna.engine.explanation;

import dev.lacuna.engine.slo.Measurement;
import java.util.Optional;

/** How long something is without its leader after a fault, as far as the code of Kubernetes or etcd bounds it. A value. */
public interface TimerBound {

    /** The election, by its name. */
    String of();

    /** From the fault's effect to the new leader's first record, in seconds: what the timers allow at least and at most. */
    Measurement gap();

    /** From there until the new leader has renewed twice, in seconds. */
    Measurement firm();

    /** How {@link #gap} is computed, with its numbers. */
    String formula();

    /** Where the formula and the numbers come from. */
    String source();

    /** A setting under which {@link #gap} is at most so many seconds; empty where there is none. */
    Optional<Remedy> remedy(double atMost);
}
