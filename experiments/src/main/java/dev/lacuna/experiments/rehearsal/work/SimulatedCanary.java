package dev.lacuna.experiments.rehearsal.work;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Caller;
import dev.lacuna.experiments.rehearsal.work.Desk.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A canary's asks. Work is seen done through a watch of every API server; while it is overdue, reads every 30 ms say how long it was undone, as on a real cluster. It was done after everything that was asked
 * for at a lower revision (experiments.kubernetes.canary, {@code Creations}).
 */
public final class SimulatedCanary implements Canary {
    private static final long OVERDUE = 300_000_000L;
    private static final long LOOKS = 30_000_000L;
    private static final long LOOK_TAKES = 3_000_000L;
    private static final int MOST = 64;
    private final Desk desk;
    private final Caller caller;
    private final Supplier<CompletableFuture<Void>> making;
    private final Loop loop;
    private final RandomGenerator chance;
    private final Map<Task, Open> open = new LinkedHashMap<>();
    private final List<Runnable> watches = new ArrayList<>();
    private final NavigableMap<Long, Long> created = new TreeMap<>();

    private record Open(long asked, CompletableFuture<Interval> answer) {}

    /** @param making makes the object that it works on */
    public SimulatedCanary(
            Desk desk, Caller caller, Supplier<CompletableFuture<Void>> making, Loop loop, RandomGenerator chance) {
        this.desk = desk;
        this.caller = caller;
        this.making = making;
        this.loop = loop;
        this.chance = chance;
    }

    @Override
    public CompletableFuture<Void> open() {
        caller.servers()
                .forEach(server -> watches.add(
                        server.watches().watch(desk.finished(), change -> seen((Task) change.value()), this::look)));
        return making.get();
    }

    @Override
    public CompletableFuture<Interval> ask() {
        var task = new Task();
        var answer = new CompletableFuture<Interval>();
        long sent = loop.now();
        open.put(task, new Open(sent, answer));
        CompletableFuture<?> unused = answer.whenComplete((done, failure) -> {
            open.remove(task);
            desk.forget(task);
        });
        unused = caller.ask(Ask.write(() -> desk.add(task))).handle((made, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                created(task.added(), sent);
            }
            return null;
        });
        return answer;
    }

    private void created(long revision, long sent) {
        created.put(revision, sent);
        if (created.size() > MOST) {
            created.pollFirstEntry();
        }
    }

    private void look() {
        List.copyOf(open.keySet()).stream().filter(Task::done).forEach(this::seen);
    }

    private void seen(Task task) {
        var asked = open.get(task);
        if (asked == null) {
            return;
        }
        long undone = asked.asked();
        if (task.doneAt() - undone > OVERDUE) {
            undone = Math.max(undone, task.doneAt() - LOOK_TAKES - chance.nextLong(LOOKS));
        }
        for (long sent : created.headMap(task.finished()).values()) {
            undone = Math.max(undone, sent);
        }
        asked.answer().complete(new Interval(undone, loop.now()));
    }

    @Override
    public void close() {
        watches.forEach(Runnable::run);
        watches.clear();
        open.clear();
    }
}
