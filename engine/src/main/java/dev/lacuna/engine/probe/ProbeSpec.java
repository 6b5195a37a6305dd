package dev.lacuna.engine.probe;

import dev.lacuna.engine.explanation.Wait;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.slo.Unit;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a scenario asks of one probe, as it was read: a record of the probe's own package. */
public interface ProbeSpec {

    /** The key that stands for it in a scenario: {@code canary}. */
    String kind();

    /** The name that the user gave it; unique in its scenario. */
    String name();

    /** From one sample's due time to the next one's. */
    Duration every();

    Origin origin();

    /** What it asks and how long it waits for an answer, for people. */
    default String words() {
        return kind();
    }

    /** The measures that an SLO may use, with the probe's name before the first dot: {@code scheduling.recovery}. */
    Set<String> measures();

    /** What one of its measures waits for when a leader ends; empty where it waits for none, or nobody knows how long. */
    default Optional<Wait> waits(String measure) {
        return Optional.empty();
    }

    /** What one of its measures counts in. An SLO's bound must be of the same unit. */
    default Unit unit(String measure) {
        return Unit.SECONDS;
    }
}
