package dev.lacuna.engine.explanation;

import dev.lacuna.engine.time.Interval;
import java.util.List;
import java.util.Set;

/**
 * A measured length of time that milestones may divide.
 *
 * @param measure its short name: {@code recovery}
 * @param of what it waits for: milestones of these divide it
 * @param own milestones that count for this span alone, if what they are of is concerned
 * @param rest the part from the last milestone to its end, in words
 * @param source how its end is known
 */
public record Span(
        String measure, Set<String> of, Interval from, Interval to, List<Milestone> own, String rest, String source) {

    public Span {
        of = Set.copyOf(of);
        own = List.copyOf(own);
    }
}
