package dev.lacuna.engine.time;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads answers that are there. */
public final class Answers {

    private Answers() {}

    /** What a finished answer holds; throws what it failed with, without the wrapping of {@link CompletableFuture}. */
    public static <T> T now(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw cause(e) instanceof RuntimeException unchecked ? unchecked : e;
        }
    }

    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
