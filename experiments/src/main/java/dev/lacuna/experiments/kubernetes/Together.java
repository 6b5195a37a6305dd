package dev.lacuna.experiments.kubernetes;

import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Joins answers. */
final class Together {

    private Together() {}

    /** Begins {@code call} on the loop, wherever this is called. */
    static <T> CompletableFuture<T> onLoop(Loop loop, Supplier<CompletableFuture<T>> call) {
        var answer = new CompletableFuture<T>();
        loop.post(() -> pass(begun(call), answer));
        return answer;
    }

    /** What the call answers; what it throws is a failed answer. */
    static <T> CompletableFuture<T> begun(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** All answers in their order, when all are there. Fails with the first failure, then too. */
    static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    var values = new ArrayList<T>();
                    answers.forEach(answer -> values.add(Answers.now(answer)));
                    return List.copyOf(values);
                });
    }

    static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
        var unused = from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(Answers.cause(failure));
            }
        });
    }
}
