package dev.lacuna.engine.probe;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns one path's samples into outages.
 *
 * <p>Samples count by the time at which their request was sent, on a schedule that waits for no answer: a path that hangs for 30 s is then one
 * outage of 30 s and not one slow answer (coordinated omission). Two outages without a good sample between them are one. Not thread-safe:
 * samples come from the run's loop, in the order of their due times.
 */
public final class OutageMeter {
    private @Nullable Sample lastGood;
    private Outage.@Nullable Ongoing ongoing;

    /**
     * Takes the next sample.
     *
     * @return the outage that this sample ends, if it ends one whose beginning was seen
     */
    public Optional<Outage> accept(Sample sample) {
        if (!sample.good()) {
            ongoing = ongoing == null ? Outage.Ongoing.begin(lastGood, sample) : ongoing.goOn(sample);
            return Optional.empty();
        }
        Optional<Outage> ended = ongoing == null ? Optional.empty() : ongoing.end(sample);
        lastGood = sample;
        ongoing = null;
        return ended;
    }

    /** The outage that the last sample belongs to. */
    public Optional<Outage.Ongoing> ongoing() {
        return Optional.ofNullable(ongoing);
    }

    /** Whether the path was seen to go down and has not come back. Before the first good sample nothing is known, and nothing is down. */
    public boolean down() {
        return ongoing().flatMap(Outage.Ongoing::began).isPresent();
    }
}
