package dev.lacuna.experiments.kubernetes;

import dev.lacuna.engine.time.Answers;
import dev.lacuna.experiments.kubernetes.api.ApiException;

/** Reads why a call failed. */
final class Refusals {

    private Refusals() {}

    /** The status that the server answered with; 0 if it did not answer. */
    static int status(Throwable failure) {
        return Answers.cause(failure) instanceof ApiException e ? e.status().orElse(0) : 0;
    }

    static String words(Throwable failure) {
        return String.valueOf(Answers.cause(failure).getMessage());
    }
}
