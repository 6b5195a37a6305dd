package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.experiments.rehearsal.machine.Execution;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;

/** The limits of one API server: who comes when all seats of its level are taken waits, and is turned away when the queue is full or it has waited too long. */
final class Seats {
    /** A quarter of the limit of a request, 60 s (k/k staging/src/k8s.io/apiserver/pkg/server/config.go, RequestTimeout). */
    private static final long LONGEST_WAIT = 15_000_000_000L;

    private final Map<Flow, Level> levels = new EnumMap<>(Flow.class);

    private record Waiting(Call call, Runnable serve) {}

    private static final class Level {
        final int seats;
        final int queue;
        final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
        int taken;

        Level(int seats, int queue) {
            this.seats = seats;
            this.queue = queue;
        }
    }

    /** @param limit over all levels */
    Seats(int limit) {
        for (Flow flow : Flow.values()) {
            levels.put(flow, new Level(flow.seats(limit), flow.queue()));
        }
    }

    /**
     * Gives a call its seat, now or later, until it is over.
     *
     * @param turnAway told instead of {@code serve} if it gets none
     */
    void take(Call call, Execution process, Runnable serve, Runnable turnAway) {
        var level = levels.get(call.ask.flow());
        if (level == null || call.ask.flow() == Flow.EXEMPT) {
            serve.run();
        } else if (level.taken < level.seats) {
            sit(level, new Waiting(call, serve));
        } else if (level.waiting.size() >= level.queue) {
            turnAway.run();
        } else {
            var waiting = new Waiting(call, serve);
            level.waiting.add(waiting);
            call.whenOver(() -> level.waiting.remove(waiting));
            process.after(LONGEST_WAIT, () -> {
                if (level.waiting.remove(waiting)) {
                    turnAway.run();
                }
            });
        }
    }

    private static void sit(Level level, Waiting next) {
        level.taken++;
        next.call().whenOver(() -> {
            level.taken--;
            callNext(level);
        });
        next.serve().run();
    }

    private static void callNext(Level level) {
        if (level.taken < level.seats && !level.waiting.isEmpty()) {
            sit(level, level.waiting.remove());
        }
    }

    /** The process is gone, and with it all that waited. */
    void clear() {
        levels.values().forEach(level -> level.waiting.clear());
    }
}
