package dev.lacuna.experiments.rehearsal.work;

import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import dev.lacuna.experiments.rehearsal.witness.Happenings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What one component is asked to do, and has not done. */
public final class Desk {
    private final String component;
    private final Store store;
    private final Happenings happenings;
    private final Set<Task> open = new LinkedHashSet<>();

    /** One piece of work: a pod to be placed, a replica to be made. */
    public static final class Task {
        private final BooleanSupplier deed;
        private boolean done;
        private long doneAt;
        private long added;
        private long finished;

        /** @param deed what doing it changes; answers whether it could be done now, and is else tried again when it is {@linkplain Desk#add asked} for again */
        public Task(BooleanSupplier deed) {
            this.deed = deed;
        }

        /** One that changes nothing else. */
        Task() {
            this(() -> true);
        }

        boolean done() {
            return done;
        }

        long doneAt() {
            return doneAt;
        }

        /** The revision at which it was asked for. */
        long added() {
            return added;
        }

        /** The revision at which it was done. */
        long finished() {
            return finished;
        }
    }

    public Desk(String component, Store store, Happenings happenings) {
        this.component = component;
        this.store = store;
        this.happenings = happenings;
    }

    /** Another component's, in the same cluster. */
    public Desk beside(String other) {
        return new Desk(other, store, happenings);
    }

    String asked() {
        return "asked/" + component;
    }

    String finished() {
        return "finished/" + component;
    }

    List<Task> open() {
        return List.copyOf(open);
    }

    /** Asks for it; to be called when etcd has agreed on that. */
    public Object add(Task task) {
        open.add(task);
        task.added = store.put(asked(), task);
        return task;
    }

    Object finish(Task task, long now) {
        if (open.contains(task) && task.deed.getAsBoolean()) {
            open.remove(task);
            task.done = true;
            task.doneAt = now;
            task.finished = store.put(finished(), task);
            happenings.happened(Happening.Kind.WORKED, "", component);
        }
        return task;
    }

    /** It is not wanted any more. */
    public void forget(Task task) {
        open.remove(task);
    }
}
