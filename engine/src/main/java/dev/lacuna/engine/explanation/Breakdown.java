package dev.lacuna.engine.explanation;

import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A measure of one trial, divided.
 *
 * <p>Neighbouring parts share a moment, so that the true lengths add up to the true whole; of the ranges, the sum of the lower ends is not above the whole, and
 * that of the upper ends not below it.
 *
 * @param measure in full: {@code election.kube-scheduler.gap}
 * @param whole in nanoseconds
 * @param parts in the order of time; at least one
 */
public record Breakdown(String measure, Interval whole, List<Part> parts) {

    public Breakdown {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(measure + " is divided into no parts");
        }
    }

    /**
     * Divides a span by those milestones that concern it and may lie within it.
     *
     * @param probe whose measure it is
     * @return empty where no milestone divides it: then there is nothing to be told
     */
    public static Optional<Breakdown> of(String probe, Span span, Collection<Milestone> milestones) {
        var within = within(span, milestones);
        if (within.isEmpty()) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        var from = span.from();
        for (Milestone milestone : within) {
            var at = earlier(milestone.at(), span.to());
            parts.add(new Part(milestone.ends(), at.since(from).atLeastZero(), milestone.source()));
            from = at;
        }
        if (!from.equals(span.to())) {
            parts.add(new Part(span.rest(), span.to().since(from).atLeastZero(), span.source()));
        }
        return Optional.of(new Breakdown(
                probe + "." + span.measure(), span.to().since(span.from()).atLeastZero(), parts));
    }

    private static List<Milestone> within(Span span, Collection<Milestone> milestones) {
        var of = concerned(span, milestones);
        var own = ordered(span.own().stream().filter(milestone -> of.contains(milestone.of())), span)
                .toList();
        var latest = own.stream()
                .mapToLong(milestone -> milestone.at().upper())
                .min()
                .orElse(Long.MAX_VALUE);
        var others = ordered(milestones.stream().filter(milestone -> of.contains(milestone.of())), span)
                .map(milestone -> milestone.notAfter(latest));
        return Stream.concat(others, own.stream()).toList();
    }

    /** Of what comes after the span's end only the time up to that end is a part of it. */
    private static Interval earlier(Interval one, Interval other) {
        return new Interval(Math.min(one.lower(), other.lower()), Math.min(one.upper(), other.upper()));
    }

    private static Set<String> concerned(Span span, Collection<Milestone> milestones) {
        Set<String> of = new HashSet<>(span.of());
        milestones.stream()
                .filter(milestone -> span.of().contains(milestone.of()))
                .forEach(milestone -> of.add(milestone.by()));
        return of;
    }

    /** A milestone of the span's own comes after all others: it is what its probe sees last. */
    private static Stream<Milestone> ordered(Stream<Milestone> milestones, Span span) {
        return milestones
                .filter(milestone -> milestone.at().upper() > span.from().lower()
                        && milestone.at().lower() <= span.to().upper())
                .sorted(Comparator.comparingLong(milestone -> middle(milestone.at())));
    }

    private static long middle(Interval at) {
        return at.lower() + at.width() / 2;
    }

    /**
     * The part within which a limit was passed for certain: the first at whose end more time than that was over, by the lower ends.
     *
     * @param limit in nanoseconds
     * @return empty where the limit may have been kept
     */
    public Optional<Part> passing(long limit) {
        if (whole.lower() <= limit) {
            return Optional.empty();
        }
        long over = 0;
        for (Part part : parts) {
            over += part.length().lower();
            if (over > limit) {
                return Optional.of(part);
            }
        }
        return Optional.of(parts.get(parts.size() - 1));
    }
}
