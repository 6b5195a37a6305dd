package dev.lacuna.experiments.rehearsal.work;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.api.Access;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Flow;
import dev.lacuna.experiments.rehearsal.api.Reply;
import dev.lacuna.experiments.rehearsal.lease.Leader;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.model.LeaseModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.rehearsal.work.Desk.Task;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The working part of a leader: it sees what is asked through its API server, does it, and writes that it is done. */
public final class Worker implements Leader {
    /** A failed write is tried again by the work queue; client-go's first pauses are short, and a scheduler's pod waits 1 s (k/k pkg/scheduler/backend/queue). */
    private static final long TRY_AGAIN = 1_000_000_000L;

    private static final long LIMIT = 5_000_000_000L;
    private final Desk desk;
    private final Access access;
    private final Execution process;
    private final LeaseModel model;
    private final Range start;
    private final RandomGenerator chance;
    private final Set<Task> inHand = new HashSet<>();
    private Runnable watch = () -> {};
    private final Loop loop;
    private boolean over;

    public Worker(
            Desk desk,
            Access access,
            Execution process,
            LeaseModel model,
            Range start,
            RandomGenerator chance,
            Loop loop) {
        this.desk = desk;
        this.access = access;
        this.loop = loop;
        this.process = process;
        this.model = model;
        this.start = start;
        this.chance = chance;
    }

    /** Begins when the caches are filled. */
    @Override
    public void begin(boolean settled) {
        if (settled) {
            work();
        } else {
            process.after(start.draw(chance), this::work);
        }
    }

    @Override
    public void end() {
        over = true;
        watch.run();
    }

    private void work() {
        if (over) {
            return;
        }
        watch = access.watch(
                desk.asked(),
                change -> process.run(() -> take((Task) change.value())),
                () -> process.run(this::takeAll));
        takeAll();
    }

    private void takeAll() {
        desk.open().forEach(this::take);
    }

    private void take(Task task) {
        if (!over && !task.done() && inHand.add(task)) {
            process.after(model.task().draw(chance), () -> finish(task));
        }
    }

    private void finish(Task task) {
        if (over || task.done()) {
            inHand.remove(task);
            return;
        }
        var call = access.ask(
                Ask.write(() -> desk.finish(task, loop.now())).in(Flow.COMPONENT),
                reply -> process.run(() -> finished(task, reply)));
        call.limit(process.after(LIMIT, () -> call.finish(Reply.late())));
    }

    private void finished(Task task, Reply reply) {
        if (reply.good()) {
            inHand.remove(task);
        } else {
            process.after(TRY_AGAIN, () -> finish(task));
        }
    }
}
