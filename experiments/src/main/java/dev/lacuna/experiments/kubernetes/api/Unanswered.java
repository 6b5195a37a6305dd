package dev.lacuna.experiments.kubernetes.api;

/**
 * No answer came.
 *
 * @param detail what the network said
 */
public record Unanswered(ApiRequest request, String endpoint, Why why, String detail, Moments moments)
        implements ApiOutcome {

    /**
     * When it happened.
     *
     * @param noticed when the failure was known, in nanoseconds of the run's monotonic clock
     */
    public record Moments(CallTimes times, long noticed) {}

    /** What went wrong, with what to do about it. */
    public enum Why {
        REFUSED("connection refused", "nothing listens there: is the API server running, are address and port right?"),
        UNKNOWN_HOST(
                "unknown host",
                "the server's name does not resolve: check `server` in the kubeconfig and the DNS of this machine"),
        UNREACHABLE("not reachable", "no route to the server: check network, VPN, firewall and `proxy-url`"),
        UNTRUSTED(
                "certificate not trusted",
                "the server's certificate is not signed by the kubeconfig's certificate-authority, is out of date, "
                        + "or is not made out to this name"),
        RESET("connection lost", "the connection broke before the answer was there"),
        TIMED_OUT("no answer in time", "the server, or the network before it, hangs or is overloaded"),
        CANCELLED("given up by the caller", "nobody waited for the answer any more"),
        BROKEN("broken answer", "what answers there does not speak HTTP as an API server does");

        private final String words;
        private final String advice;

        Why(String words, String advice) {
            this.words = words;
            this.advice = advice;
        }

        public String words() {
            return words;
        }

        public String advice() {
            return advice;
        }
    }

    @Override
    public CallTimes times() {
        return moments.times();
    }

    public long noticed() {
        return moments.noticed();
    }

    /** Whether the server may have acted on it. False means that it surely has not. */
    public boolean mayHaveArrived() {
        return times().sent().isPresent();
    }

    @Override
    public String words() {
        return "%s %s at %s: %s after %d ms (%s)"
                .formatted(
                        request.method(),
                        request.path(),
                        endpoint,
                        why.words(),
                        (noticed() - times().begun()) / 1_000_000,
                        detail);
    }

    /**
     * There is no reply.
     *
     * @throws ApiException always
     */
    @Override
    public ApiReply orThrow() {
        throw ApiException.unanswered(this);
    }
}
