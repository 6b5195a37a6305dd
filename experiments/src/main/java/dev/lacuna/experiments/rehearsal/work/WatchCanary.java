package dev.lacuna.experiments.rehearsal.work;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Caller;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Writes an object and waits until a watch through one API server shows it. */
public final class WatchCanary implements Canary {
    private final String key;
    private final ApiServer through;
    private final Store store;
    private final Caller caller;
    private final Supplier<CompletableFuture<Void>> making;
    private final Loop loop;
    private final Map<Object, Waiting> open = new LinkedHashMap<>();
    private Runnable watch = () -> {};
    private long number;

    private record Waiting(long asked, CompletableFuture<Interval> answer) {}

    public WatchCanary(
            String key,
            ApiServer through,
            Store store,
            Caller caller,
            Supplier<CompletableFuture<Void>> making,
            Loop loop) {
        this.key = key;
        this.through = through;
        this.store = store;
        this.caller = caller;
        this.making = making;
        this.loop = loop;
    }

    @Override
    public CompletableFuture<Void> open() {
        watch = through.watches()
                .watch(key, change -> seen(change.value()), () -> store.get(key).ifPresent(this::seen));
        return making.get();
    }

    @Override
    public CompletableFuture<Interval> ask() {
        long mine = ++number;
        var answer = new CompletableFuture<Interval>();
        open.put(mine, new Waiting(loop.now(), answer));
        var unused = caller.ask(Ask.write(() -> store.put(key, mine))).whenComplete((made, failure) -> {
            if (failure != null) {
                open.remove(mine);
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private void seen(Object value) {
        var waiting = open.remove(value);
        if (waiting != null) {
            waiting.answer().complete(new Interval(waiting.asked(), loop.now()));
        }
    }

    @Override
    public void close() {
        watch.run();
        open.clear();
    }
}
