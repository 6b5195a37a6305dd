package dev.lacuna.engine.probe;

import dev.lacuna.engine.time.Interval;
import java.util.Map;

/** What a probe tells while it runs. */
public sealed interface Observation {

    String probe();

    /** One sample. {@code due} counts, not when the answer came. */
    record Sampled(String probe, long due, boolean good, String detail) implements Observation {}

    record GapBegan(String probe, Interval began, String reason) implements Observation {}

    /**
     * A gap is over.
     *
     * @param ended from here on what was asked was answered in time; that may have been asked while it still had to wait
     * @param works when the path itself worked again
     */
    record GapEnded(String probe, Interval ended, Interval works, Interval length) implements Observation {}

    /** A moment that belongs on the timeline: a new holder, a first pod placed again. */
    record Happened(String probe, Interval at, String what, Map<String, String> details) implements Observation {

        public Happened {
            details = Map.copyOf(details);
        }
    }
}
