package dev.lacuna.engine.probe;

/**
 * How well a sampler kept its schedule. Times are in nanoseconds.
 *
 * @param sent requests that were sent
 * @param refused requests that were not sent, and count as bad, because too many had no answer
 * @param skipped ticks that were missed because the runner itself was held up; they count as nothing
 * @param unwatched requests without an answer in time while the runner was held up; they count as nothing
 * @param late answers that came after their timeout
 * @param latest the longest time from a request's sending to its late answer
 * @param worstSkew the longest time by which a request was sent late
 */
public record SamplerTally(int sent, int refused, int skipped, int unwatched, int late, long latest, long worstSkew) {

    /** The same while it grows. */
    static final class Counter {
        int sent;
        int refused;
        long skipped;
        int unwatched;
        private int late;
        private long latest;
        private long worstSkew;

        void late(long waited) {
            late++;
            latest = Math.max(latest, waited);
        }

        void skew(long lag) {
            worstSkew = Math.max(worstSkew, lag);
        }

        SamplerTally tally() {
            return new SamplerTally(sent, refused, Math.toIntExact(skipped), unwatched, late, latest, worstSkew);
        }
    }
}
