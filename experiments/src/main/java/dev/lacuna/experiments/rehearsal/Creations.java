package dev.lacuna.experiments.rehearsal;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Objects that one run makes for its probes. One whose answer did not come may still be made: etcd keeps a request for up to 7 s. */
final class Creations {
    private static final Duration LATEST = Duration.ofSeconds(10);
    private final String runId;
    private final Records records;
    private final Caller caller;
    private final Loop loop;
    private final List<CompletableFuture<?>> open = new ArrayList<>();
    private long unansweredAt = -LATEST.toNanos();

    Creations(String runId, Records records, Caller caller, Loop loop) {
        this.runId = runId;
        this.records = records;
        this.caller = caller;
        this.loop = loop;
    }

    CompletableFuture<Void> make(String object) {
        var made = caller.ask(Ask.write(() -> {
            records.made(runId, object);
            return "";
        }));
        open.add(made);
        return made.whenComplete((done, failure) -> {
                    open.removeIf(CompletableFuture::isDone);
                    unansweredAt = failure == null ? unansweredAt : loop.now();
                })
                .thenAccept(done -> {});
    }

    /** Completes when none can come any more. */
    CompletableFuture<Void> quiet() {
        var answered = CompletableFuture.allOf(open.toArray(CompletableFuture[]::new));
        return answered.handle((done, failure) -> failure).thenCompose(failure -> {
            var quiet = new CompletableFuture<Void>();
            loop.at(Math.max(loop.now(), unansweredAt + LATEST.toNanos()), () -> quiet.complete(null));
            return quiet;
        });
    }
}
