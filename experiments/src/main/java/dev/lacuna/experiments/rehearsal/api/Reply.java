package dev.lacuna.experiments.rehearsal.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param status of HTTP; 0 where no answer came
 * @param lost why no answer came; empty if one did
 * @param detail why it is not good; empty otherwise
 * @param body what the request's work came to; null unless it was agreed on
 */
public record Reply(
        int status,
        Optional<Lost> lost,
        String detail,
        @Nullable Object body) {
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Why no answer came, in the words that a real connection's failures are told in. */
    public enum Lost {
        /** The request surely never arrived. */
        REFUSED("connection refused"),
        RESET("connection lost"),
        LATE("no answer in time");

        private final String words;

        Lost(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public static Reply ok(Object body) {
        return new Reply(OK, Optional.empty(), "", body);
    }

    public static Reply failed(int status, String detail) {
        return new Reply(status, Optional.empty(), detail, null);
    }

    /** Words and Retry-After of one second: k/k staging/src/k8s.io/apiserver/pkg/server/filters/maxinflight.go, tooManyRequests. */
    static Reply turnedAway() {
        return failed(TOO_MANY_REQUESTS, "Too many requests, please try again later.");
    }

    public static Reply refused(String detail) {
        return new Reply(0, Optional.of(Lost.REFUSED), detail, null);
    }

    public static Reply late() {
        return new Reply(0, Optional.of(Lost.LATE), "timeout", null);
    }

    /** The connection broke. */
    public static Reply broken(String detail) {
        return new Reply(0, Optional.of(Lost.RESET), detail, null);
    }

    public boolean good() {
        return status == OK;
    }

    /** Whether it has been turned away because the server had enough to do. */
    public boolean tooMany() {
        return status == TOO_MANY_REQUESTS;
    }

    /** Why it is not good, as a probe tells it; empty if it is good. */
    public String words() {
        return lost.map(why -> why.words() + " (" + detail + ")")
                .orElseGet(() -> good() ? "" : ("status " + status + " " + detail).strip());
    }
}
