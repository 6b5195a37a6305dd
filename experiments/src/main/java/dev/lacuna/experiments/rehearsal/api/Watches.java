package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.model.ApiModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The open watches of one API server. Those that watch come back by themselves when the server is back, and list anew. */
public final class Watches {
    /** client-go's reflector and this program's watches try again after about a second. */
    private static final long RETRY = 1_000_000_000L;

    private final Store store;
    private final ApiModel model;
    private final RandomGenerator chance;
    private final List<Watcher> watchers = new ArrayList<>();
    private int delivered;

    /** Hears of one key. */
    private record Watcher(String key, Consumer<Store.Change> change, Runnable relist) {}

    Watches(Store store, ApiModel model, RandomGenerator chance) {
        this.store = store;
        this.model = model;
        this.chance = chance;
    }

    /**
     * Watches a key.
     *
     * @param relist told whenever changes may have been missed
     * @return ends it
     */
    public Runnable watch(String key, Consumer<Store.Change> change, Runnable relist) {
        var watcher = new Watcher(key, change, relist);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    void disconnect() {
        delivered = Integer.MAX_VALUE;
    }

    /** The server serves again. */
    void reconnect(Execution process) {
        delivered = store.changes().size();
        for (Watcher watcher : List.copyOf(watchers)) {
            process.after(chance.nextLong(RETRY), () -> {
                if (watchers.contains(watcher)) {
                    watcher.relist().run();
                }
            });
        }
    }

    /** The server's etcd member knows the store up to a revision now. */
    void deliver(Execution process, long revision) {
        var changes = store.changes();
        while (delivered < changes.size() && changes.get(delivered).revision() <= revision) {
            var change = changes.get(delivered++);
            for (Watcher watcher : watchers) {
                if (watcher.key().equals(change.key())) {
                    process.after(model.watch().draw(chance), () -> {
                        if (watchers.contains(watcher)) {
                            watcher.change().accept(change);
                        }
                    });
                }
            }
        }
    }
}
