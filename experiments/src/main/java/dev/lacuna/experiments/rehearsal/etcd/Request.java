package dev.lacuna.experiments.rehearsal.etcd;

import dev.lacuna.experiments.rehearsal.machine.Execution;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A read or write on its way through etcd. It may be lost: then nobody hears of it again. */
public final class Request {
    final boolean write;
    final Supplier<Object> work;
    final Consumer<Object> done;
    final Runnable dropped;

    @Nullable
    Member origin;

    @Nullable
    Execution via;

    long sequence;
    long taken;
    boolean agreed;

    /**
     * @param work executed once, at the moment of agreement; its result comes back to {@code done}
     * @param dropped hears that it surely was not taken
     */
    public Request(boolean write, Supplier<Object> work, Consumer<Object> done, Runnable dropped) {
        this.write = write;
        this.work = work;
        this.done = done;
        this.dropped = dropped;
    }

    /** The same once more. */
    Request again() {
        var again = new Request(write, work, done, dropped);
        again.origin = origin;
        again.via = via;
        return again;
    }
}
