package dev.lacuna.experiments.rehearsal;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The lock of runs as one process sees it: kept by renewals, and taken over when nobody has renewed it for its whole time (experiments.kubernetes.RunLock). */
final class SimulatedLock {
    private static final Duration DURATION = Duration.ofSeconds(30);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private final Records records;
    private final Caller caller;
    private final Loop loop;
    private Consumer<String> lost = words -> {};
    private String mine = "";
    private long renewedAt;
    private boolean dead;
    private boolean over;

    SimulatedLock(Records records, Caller caller, Loop loop) {
        this.records = records;
        this.caller = caller;
        this.loop = loop;
    }

    void onLost(Consumer<String> reader) {
        lost = reader;
    }

    /** Whether it was this process's and is no more, though nobody gave it back. */
    boolean wasLost() {
        return over;
    }

    /** Nothing is renewed any more. */
    void die() {
        dead = true;
    }

    CompletableFuture<Optional<String>> holder() {
        return caller.ask(Ask.read(() -> Optional.ofNullable(records.lockHolder)))
                .thenApply(holder -> ((Optional<?>) holder).map(run -> "run " + run));
    }

    CompletableFuture<Optional<String>> take(String runId) {
        return look(runId, -1, 0);
    }

    /** @param version the version that was seen first, and since when it has stood still */
    private CompletableFuture<Optional<String>> look(String runId, long version, long since) {
        boolean stoodStill = version >= 0 && loop.now() - since >= DURATION.toNanos();
        return caller.ask(Ask.write(() -> tried(runId, stoodStill ? version : -1)))
                .thenCompose(seen -> judge(runId, (Long) seen, version, since));
    }

    /** The version of somebody else's lock, or -1 when it is this run's now. Taken over only if nobody has renewed it since it was looked at. */
    private Object tried(String runId, long over) {
        var holder = records.lockHolder;
        if (holder == null || holder.equals(runId) || records.lockVersion == over) {
            records.lockHolder = runId;
            records.lockVersion++;
            return -1L;
        }
        return records.lockVersion;
    }

    private CompletableFuture<Optional<String>> judge(String runId, long seen, long before, long since) {
        if (seen < 0) {
            mine = runId;
            renewedAt = loop.now();
            loop.after(RENEW_EVERY, this::renew);
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (before >= 0 && seen != before) {
            return CompletableFuture.completedFuture(Optional.of("run " + records.lockHolder));
        }
        var later = new CompletableFuture<Optional<String>>();
        long from = before < 0 ? loop.now() : since;
        loop.after(LOOK_AGAIN, () -> {
            var unused = look(runId, seen, from).whenComplete((holder, failure) -> {
                if (failure == null) {
                    later.complete(holder);
                } else {
                    later.completeExceptionally(failure);
                }
            });
        });
        return later;
    }

    private void renew() {
        if (dead || mine.isEmpty()) {
            return;
        }
        loop.after(RENEW_EVERY, this::renew);
        String holder = mine;
        long sent = loop.now();
        var unused = caller.ask(Ask.write(() -> renewed(holder))).whenComplete((held, failure) -> {
            if (failure == null && (Boolean) held) {
                renewedAt = Math.max(renewedAt, sent);
            } else if (failure == null) {
                lose("another run holds it");
            } else if (loop.now() - renewedAt >= DURATION.toNanos()) {
                lose("it could not be renewed for 30 s");
            }
        });
    }

    private Object renewed(String holder) {
        boolean held = holder.equals(records.lockHolder);
        records.lockVersion += held ? 1 : 0;
        return held;
    }

    private void lose(String why) {
        if (!mine.isEmpty() && !dead) {
            mine = "";
            over = true;
            lost.accept("the lock of runs was lost: " + why);
        }
    }

    CompletableFuture<Void> release() {
        String holder = mine;
        mine = "";
        return caller.ask(Ask.write(() -> {
                    if (holder.equals(records.lockHolder)) {
                        records.lockHolder = null;
                    }
                    return "";
                }))
                .thenAccept(written -> {});
    }
}
