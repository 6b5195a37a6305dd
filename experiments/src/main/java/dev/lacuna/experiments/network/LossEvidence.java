package dev.lacuna.experiments.network;

import dev.lacuna.experiments.controlplane.FilterCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the kernel's counters say of a loss, filter by filter.
 *
 * <p>A filter that matches nothing proves nothing, so each of the {@linkplain Filters#witnesses sets of filters} needs a match. Of a loss, that is every single filter,
 * for traffic goes on. Of a cut, one filter of each pair of nodes is enough (and the look at the path beside it): the connections die, and the side that does not
 * open new ones may well fall silent. A cut one way has one filter a path, which must match.
 *
 * <p>A share is judged once, as soon as so many packets have matched that four standard deviations are at most ten percentage points; looking again and again until
 * the share happens to fit would accept wrong ones. All filters together, and each by itself, have to show a share that chance gives to the asked one more
 * often than once in 15,000 times, by the binomial distribution. Each packet that matches is drawn for by itself, retransmissions too: how many there are, and when
 * they come, depends on what was dropped before, but not what becomes of the next one.
 */
final class LossEvidence {
    private static final double DEVIATIONS = 4;
    private static final double WIDEST = 0.1;

    /** What lies beyond four standard deviations of a normal distribution, on one side: 1 in 31,574; 1 in 15,787 on both. */
    private static final double TOO_RARE = 3.167e-5;

    /** So many drops are expected before a share is judged: that none is seen by chance is then too rare as well (e^-10.5). */
    private static final double DROPS = 10.5;

    private static final int LEAST = 50;

    private final Network spec;
    private final double asked;
    private final Set<Set<String>> witnesses;
    private Map<String, FilterCount> counts = Map.of();

    LossEvidence(Network spec, Set<Set<String>> witnesses) {
        this.spec = spec;
        this.asked = spec.share().fraction();
        this.witnesses = Set.copyOf(witnesses);
    }

    /** Packets that all filters together must have matched before a share is judged. */
    long needed() {
        double deviations = DEVIATIONS / WIDEST;
        double least = Math.max(deviations * deviations * asked * (1 - asked), DROPS / asked);
        return Math.max(LEAST, (long) Math.ceil(least - 1e-9));
    }

    /** Takes the latest counts, by node; tells whether they are enough for a judgement. */
    boolean take(Map<String, FilterCount> latest) {
        counts = new TreeMap<>(latest);
        if (!silent(counts).isEmpty()) {
            return false;
        }
        return spec.whole() ? fits() : total().matched() >= needed();
    }

    /** The judgement, on what was taken last. */
    boolean fits() {
        if (!silent(counts).isEmpty()) {
            return false;
        }
        if (spec.whole()) {
            return counts.values().stream().allMatch(count -> count.dropped() == count.matched());
        }
        return total().matched() >= needed()
                && mayBe(total())
                && counts.values().stream().allMatch(this::mayBe);
    }

    /** Few packets may show any share; the more there are, the nearer it has to be. */
    private boolean mayBe(FilterCount count) {
        return count.matched() == 0 || Binomial.tail(count.matched(), count.dropped(), asked) >= TOO_RARE;
    }

    /** Why the filters were not at work from what was taken last until {@code later}; empty if each set of them went on. */
    Optional<String> stopped(Map<String, FilterCount> later) {
        Map<String, FilterCount> since = new TreeMap<>();
        later.forEach((node, count) -> {
            var before = counts.getOrDefault(node, new FilterCount(0, 0));
            since.put(node, new FilterCount(count.matched() - before.matched(), count.dropped() - before.dropped()));
        });
        var idle = silent(since);
        return idle.isEmpty()
                ? Optional.empty()
                : Optional.of("after the proof no further packet matched the filter on "
                        + String.join(", nor on ", idle) + ": it may have been gone before it was removed");
    }

    /** Sets of filters that have matched nothing, in words. */
    private List<String> silent(Map<String, FilterCount> seen) {
        return witnesses.stream()
                .filter(nodes -> nodes.stream().allMatch(node -> matched(seen, node) <= 0))
                .map(nodes -> nodes.stream().sorted().collect(Collectors.joining(" or ", "node ", "")))
                .sorted()
                .toList();
    }

    private static long matched(Map<String, FilterCount> seen, String node) {
        return seen.getOrDefault(node, new FilterCount(0, 0)).matched();
    }

    private FilterCount total() {
        return new FilterCount(
                counts.values().stream().mapToLong(FilterCount::matched).sum(),
                counts.values().stream().mapToLong(FilterCount::dropped).sum());
    }

    private static double observed(FilterCount count) {
        return count.matched() == 0 ? 0 : (double) count.dropped() / count.matched();
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        counts.forEach((node, count) -> words.add(String.format(
                Locale.ROOT,
                "node %s: the kernel counted %d matching packets and dropped %d of them, %.1f %%; %.1f %% were asked",
                node,
                count.matched(),
                count.dropped(),
                observed(count) * 100,
                asked * 100)));
        silent(counts)
                .forEach(where -> words.add("no packet has matched the filter on " + where + ": nothing was cut"));
        if (!spec.whole() && total().matched() < needed()) {
            words.add("%d packets matched in time; a share of %s %% can be judged from %d on"
                    .formatted(total().matched(), asked * 100, needed()));
        }
        return words;
    }
}
