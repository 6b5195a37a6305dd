package dev.lacuna.experiments.kubernetes.api;

import java.util.Optional;
import java.util.OptionalLong;

/** What came of a request that was never sent. */
public final class FakeOutcomes {
    private static final ApiRequest REQUEST = ApiRequest.get("/version");

    private FakeOutcomes() {}

    public static ApiOutcome status(int code) {
        return new Answered(REQUEST, "fake", new ApiReply(code, Optional.empty(), "", times(), Optional.empty()));
    }

    /** No answer came, and the request may have arrived. */
    public static ApiOutcome lost() {
        return new Unanswered(
                REQUEST, "fake", Unanswered.Why.TIMED_OUT, "limit of 17 ms", new Unanswered.Moments(times(), 19));
    }

    private static CallTimes times() {
        return new CallTimes(11, OptionalLong.of(13), OptionalLong.of(17), false);
    }
}
