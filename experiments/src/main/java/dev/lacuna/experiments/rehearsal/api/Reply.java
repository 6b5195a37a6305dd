package dev.lacuna.experiments.rehearsal.api;

import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param status of HTTP; 0 where no answer came because the connection broke or could not be made
 * @param detail why it is not good; empty otherwise
 * @param body what the request's work came to; null unless it was agreed on
 */
public record Reply(int status, String detail, @Nullable Object body) {
    /** How the details begin of a reply that never came; who gave up waiting says so. */
    public static final String NO_ANSWER = "no answer";

    private static final int OK = 200;

    public static Reply ok(Object body) {
        return new Reply(OK, "", body);
    }

    public static Reply failed(int status, String detail) {
        return new Reply(status, detail, null);
    }

    public static Reply broken(String detail) {
        return new Reply(0, detail, null);
    }

    public boolean good() {
        return status == OK;
    }
}
