package dev.lacuna.experiments.probe;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.RequestPath;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A path in virtual time that answers after 3 ms, but is down at given times: then it says no at once, or nothing at all. */
public final class FakePath implements RequestPath {
    private static final Duration ANSWER = Duration.ofMillis(3);
    private final Loop loop;
    private long downFrom = Long.MAX_VALUE;
    private long downUntil = Long.MAX_VALUE;
    private boolean hangs;
    public int sent;
    public boolean closed;

    public FakePath(Loop loop) {
        this.loop = loop;
    }

    /** Requests that are on their way at the beginning are lost too. */
    public FakePath down(Duration from, Duration until, boolean silently) {
        downFrom = from.toNanos();
        downUntil = until.toNanos();
        hangs = silently;
        return this;
    }

    @Override
    public CompletableFuture<Answer> send(Duration timeout) {
        sent++;
        var answer = new CompletableFuture<Answer>();
        long at = loop.now();
        boolean down = at >= downFrom && at < downUntil;
        if (!down || !hangs) {
            loop.after(
                    ANSWER, () -> answer.complete(new Answer(at, loop.now(), !down, down ? "connection refused" : "")));
        }
        return answer;
    }

    @Override
    public void close() {
        closed = true;
    }
}
