package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.experiments.rehearsal.etcd.Store;
import java.util.function.Consumer;

/** One client's way to the API, with a connection of its own. Lives on the loop. */
public interface Access {

    /** Sends a request; {@code done} hears what became of it, perhaps never. */
    Call ask(Ask ask, Consumer<Reply> done);

    /**
     * Watches a key.
     *
     * @param relist told whenever changes may have been missed
     * @return ends it
     */
    Runnable watch(String key, Consumer<Store.Change> change, Runnable relist);

    /** Its client is gone. */
    default void close() {}
}
