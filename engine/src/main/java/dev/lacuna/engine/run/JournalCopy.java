package dev.lacuna.engine.run;

import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The journal's copy in the cluster, kept up to date as far as the cluster can be reached. An older text that may have come after a newer one is written over. Called
 * from the run's thread; its own state lives on the loop.
 */
final class JournalCopy {
    /** So long a fault waits for its intent to be in the cluster: the file on disk is what counts. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Site site;
    private final Loop loop;
    private String latest = "";
    private int begun;
    private int underWay;
    private boolean stale;
    private boolean over;

    JournalCopy(Site site, Loop loop) {
        this.site = site;
        this.loop = loop;
    }

    /** Waits until it is written, but not for long. One that is under way and hangs is passed by. */
    void write(String text, Loop waiting) {
        var written = new CompletableFuture<Void>();
        loop.post(() -> {
            latest = text;
            begin(written);
        });
        waiting.await(written::isDone, PATIENCE);
    }

    /** Does not wait. Several that are wanted while one is under way become one. */
    void writeLater(String text) {
        loop.post(() -> {
            latest = text;
            if (underWay == 0) {
                begin(new CompletableFuture<>());
            } else {
                stale = true;
            }
        });
    }

    /** Writes no more, and waits for what is under way, but not for long: what is taken away from now on must not come back. */
    void end() {
        loop.post(() -> over = true);
        loop.await(() -> over && underWay == 0, PATIENCE);
    }

    private void begin(CompletableFuture<Void> written) {
        if (over) {
            written.complete(null);
            return;
        }
        int own = ++begun;
        underWay++;
        var unused = attempt()
                .whenComplete((done, failure) -> loop.post(() -> {
                    underWay--;
                    written.complete(null);
                    stale |= own < begun;
                    if (stale && underWay == 0) {
                        stale = false;
                        begin(new CompletableFuture<>());
                    }
                }));
    }

    private CompletableFuture<Void> attempt() {
        try {
            return site.copyJournal(latest);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
