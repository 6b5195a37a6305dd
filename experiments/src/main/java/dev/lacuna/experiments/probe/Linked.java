package dev.lacuna.experiments.probe;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers that are made of other answers and, unlike those of {@link CompletableFuture} itself, hand a cancellation on to them. */
public final class Linked {

    private Linked() {}

    /** What is made of an answer; its failure stays a failure. */
    public static <T, R> CompletableFuture<R> map(CompletableFuture<T> answer, Function<T, R> change) {
        return linked(answer, answer.thenApply(change));
    }

    /** What is made of an answer or of its failure; one of the two is null. */
    public static <T, R> CompletableFuture<R> handle(
            CompletableFuture<T> answer, BiFunction<@Nullable T, @Nullable Throwable, R> change) {
        return linked(answer, answer.handle(change));
    }

    private static <T, R> CompletableFuture<R> linked(CompletableFuture<T> answer, CompletableFuture<R> made) {
        var unused = made.whenComplete((value, failure) -> {
            if (made.isCancelled()) {
                answer.cancel(true);
            }
        });
        return made;
    }
}
