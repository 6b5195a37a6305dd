package dev.lacuna.experiments.probe;

import dev.lacuna.engine.probe.SampleOutcome;
import dev.lacuna.experiments.controlplane.RequestPath;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A request along a path of its own. */
public final class RequestQuestion implements Question {
    private final RequestPath path;
    private final Duration timeout;

    /** The path is the question's from now on: it closes it. */
    public RequestQuestion(RequestPath path, Duration timeout) {
        this.path = path;
        this.timeout = timeout;
    }

    @Override
    public CompletableFuture<SampleOutcome> ask() {
        return Question.judged(path.send(timeout), answer -> new SampleOutcome(answer.good(), answer.detail()));
    }

    @Override
    public void close() {
        path.close();
    }
}
