package dev.lacuna.engine.explanation;

import dev.lacuna.engine.time.Interval;

/**
 * A moment between a fault's effect and the recovery from it.
 *
 * @param of what recovers: an election by its name, or a component as {@code kube-apiserver on cp2}
 * @param ends the part of the time that is over then, in words: {@code lease left to run}
 * @param source how the moment is known
 * @param by who brought it about, whose own milestones then belong to the same time: {@code kube-scheduler on cp2}; empty where that is nobody's matter
 */
public record Milestone(String of, Interval at, String ends, String source, String by) {

    /** One for which nothing else had to come about. */
    public Milestone(String of, Interval at, String ends, String source) {
        this(of, at, ends, source, "");
    }

    /** The same, where it is known to have come before something else. */
    Milestone notAfter(long moment) {
        long upper = Math.max(at.lower(), Math.min(at.upper(), moment));
        return new Milestone(of, new Interval(at.lower(), upper), ends, source, by);
    }
}
