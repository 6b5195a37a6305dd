package dev.lacuna.experiments.kubernetes.api;

import java.util.Locale;

/** The server answered, with whatever status. */
public record Answered(ApiRequest request, String endpoint, ApiReply reply) implements ApiOutcome {

    @Override
    public CallTimes times() {
        return reply.times();
    }

    @Override
    public String words() {
        double millis = (reply.answered() - reply.times().begun()) / 1e6;
        return String.format(
                Locale.ROOT,
                "%s %s at %s: status %d after %.1f ms",
                request.method(),
                request.path(),
                endpoint,
                reply.status(),
                millis);
    }

    /**
     * The reply, if it is a good one.
     *
     * @throws ApiException when the status is not 2xx
     */
    @Override
    public ApiReply orThrow() {
        if (!reply.ok()) {
            throw ApiException.refused(this);
        }
        return reply;
    }
}
