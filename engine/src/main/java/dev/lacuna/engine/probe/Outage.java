package dev.lacuna.engine.probe;

import dev.lacuna.engine.time.Interval;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which a probed path did not answer.
 *
 * <p>Its moments are those at which requests were <em>sent</em>: what is sent from {@code began} to {@code ended} does not get the right answer
 * within the probe's timeout. So a request that was on its way when the path broke belongs to the outage, and one that waited and was answered
 * in time does not. When the path itself worked again is {@link #recovered}.
 *
 * @param began between the last good request's send time and the first bad one's
 * @param ended between the last bad request's send time and the next good one's
 * @param answeredBy when the first good answer was there
 * @param missed requests that it cost
 * @param reason why the first of them was bad
 */
public record Outage(Interval began, Interval ended, long answeredBy, int missed, String reason) {

    /** How long it lasted: at least from first to last bad request, at most from good to good. */
    public Interval length() {
        return ended.since(began).atLeastZero();
    }

    /** When the path worked again: not before the last bad request was sent, and not after the first good answer. */
    public Interval recovered() {
        return new Interval(ended.lower(), Math.max(ended.upper(), answeredBy));
    }

    /**
     * An outage that has not ended.
     *
     * @param began empty when the path was bad from the first sample on: then it began at an unknown time before
     * @param firstBad when the first bad request was sent
     * @param lastBad when the latest bad request was sent
     */
    public record Ongoing(Optional<Interval> began, Interval firstBad, Interval lastBad, int missed, String reason) {

        static Ongoing begin(@Nullable Sample lastGood, Sample bad) {
            var began = Optional.ofNullable(lastGood)
                    .map(good -> new Interval(good.sent().lower(), bad.sent().upper()));
            return new Ongoing(began, bad.sent(), bad.sent(), 1, bad.detail());
        }

        Ongoing goOn(Sample bad) {
            return new Ongoing(began, firstBad, bad.sent(), missed + 1, reason);
        }

        Optional<Outage> end(Sample good) {
            var ended = new Interval(lastBad.lower(), good.sent().upper());
            return began.map(start -> new Outage(start, ended, good.answered().orElseThrow(), missed, reason));
        }

        /** How long it has lasted for certain, in nanoseconds: from the first bad request to the last. */
        public long lastsAtLeast() {
            return Math.max(0, lastBad.lower() - firstBad.upper());
        }
    }
}
