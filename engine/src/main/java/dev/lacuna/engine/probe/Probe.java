package dev.lacuna.engine.probe;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.explanation.Span;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One thing that is observed during a run. All methods are called on the loop. */
public interface Probe {

    /** As SLOs name it: {@code api}, {@code election.kube-scheduler}. */
    String name();

    /** Begins sampling, and tells what it sees. What was measured in an earlier trial is forgotten. */
    void start(Consumer<Observation> observer);

    void stop();

    /** Whether all is well at the last sample. False as long as there is none. */
    boolean healthy();

    /** Why {@link #healthy} is false, in words for people. */
    String state();

    /** Whether all evidence of recovery from a fault that took effect at {@code effect} is in. */
    boolean recovered(Interval effect);

    /**
     * What was measured since {@code effect}, by short name ({@code longestGap}). A measure without data is not in the map.
     *
     * @param end when the trial's observation ended
     */
    Map<String, Measurement> measures(Interval effect, long end);

    /** Moments that it saw on the way to a recovery, its own or another probe's. */
    default List<Milestone> milestones(Interval effect) {
        return List.of();
    }

    /** Those of its measures that milestones may divide. Empty where it has none, or they were not seen to their end. */
    default List<Span> spans(Interval effect) {
        return List.of();
    }

    /** The gaps since the start; one that is still open ends at {@code end}. */
    List<Gap> gaps(long end);
}
