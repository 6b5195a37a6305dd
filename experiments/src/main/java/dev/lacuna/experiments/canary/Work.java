package dev.lacuna.experiments.canary;

import dev.lacuna.engine.probe.Availability;
import dev.lacuna.engine.probe.Outage;
import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a canary has done, early or late, and when. Belongs to the loop. */
final class Work {
    private final List<Piece> pieces = new ArrayList<>();

    /** @param done not before the last look that showed it undone, not after the first that showed it done */
    private record Piece(long asked, Interval done) {

        /** Work that was asked for before the effect and done after it counts only if it was seen undone after it. */
        boolean shows(Interval effect) {
            return asked > effect.upper() || done.lower() > effect.upper();
        }
    }

    void done(long asked, Interval done) {
        pieces.add(new Piece(asked, done));
    }

    /**
     * When the component worked again after the last outage that reached beyond the effect. Samples alone say it to within the timeout, for a request that
     * was sent just before the end of an outage counts as good; the first piece of work that was done, however late, says it better.
     *
     * @return empty where no outage was seen to end after the effect
     */
    Optional<Interval> recovered(Interval effect, Availability samples) {
        var outages = samples.outages();
        if (samples.ongoing().isPresent() || outages.isEmpty()) {
            return Optional.empty();
        }
        var outage = outages.get(outages.size() - 1);
        return outage.ended().upper() > effect.lower() ? first(effect, outage) : Optional.empty();
    }

    /**
     * When the work seen done was begun: a piece of work takes as long as those before the fault took. Empty where there was none.
     *
     * @param done the first piece after the outage
     */
    Optional<Interval> began(Interval effect, Interval done) {
        var before = pieces.stream()
                .filter(piece -> piece.done.upper() < effect.lower())
                .map(piece -> piece.done.since(Interval.exactly(piece.asked)).atLeastZero())
                .toList();
        return before.isEmpty() ? Optional.empty() : Optional.of(done.since(Interval.spanning(before)));
    }

    /** The first piece was done not before the earliest, and not after the latest moment that any of them allows: which one was the first is not always known. */
    private Optional<Interval> first(Interval effect, Outage outage) {
        var shown = pieces.stream()
                .filter(piece -> piece.shows(effect)
                        && piece.done.upper() >= outage.ended().lower())
                .map(Piece::done)
                .toList();
        return shown.stream()
                .min(Comparator.comparingLong(Interval::upper))
                .map(soonest -> new Interval(
                        shown.stream().mapToLong(Interval::lower).min().orElseThrow(), soonest.upper()));
    }
}
