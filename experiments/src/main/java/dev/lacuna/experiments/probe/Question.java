package dev.lacuna.experiments.probe;

import dev.lacuna.engine.probe.Sample;
import dev.lacuna.engine.probe.SampleOutcome;
import dev.lacuna.engine.time.Answers;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a path is asked again and again. Used on the loop. */
public interface Question extends AutoCloseable {

    /** Asks once, without waiting. When the answer is cancelled, nobody wants it any more. */
    CompletableFuture<SampleOutcome> ask();

    /** Whether a sample says anything of what is asked about. One that does not is no sample of it, neither good nor bad. */
    default boolean tells(Sample sample) {
        return true;
    }

    @Override
    void close();

    /** What an answer comes to; a failure is a bad outcome. A cancellation is handed on to where the answer comes from. */
    static <T> CompletableFuture<SampleOutcome> judged(CompletableFuture<T> answer, Function<T, SampleOutcome> judge) {
        return Linked.handle(answer, (value, failure) -> value == null ? bad(failure) : judge.apply(value));
    }

    private static SampleOutcome bad(@Nullable Throwable failure) {
        var cause = failure == null ? null : Answers.cause(failure);
        return SampleOutcome.bad(
                cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage());
    }
}
