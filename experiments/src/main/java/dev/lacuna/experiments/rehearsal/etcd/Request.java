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

    @Nullable
    Member origin;

    @Nullable
    Execution via;

    long sequence;
    long taken;

    /** @param work executed once, at the moment of agreement; its result comes back to {@code done} */
    public Request(boolean write, Supplier<Object> work, Consumer<Object> done) {
        this.write = write;
        this.work = work;
        this.done = done;
    }
}
