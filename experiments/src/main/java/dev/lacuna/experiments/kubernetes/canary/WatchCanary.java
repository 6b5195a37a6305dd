package dev.lacuna.experiments.kubernetes.canary;

import com.google.gson.JsonObject;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.kubernetes.owned.OwnObjects;
import dev.lacuna.experiments.kubernetes.owned.Tree;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Changes an annotation of a ConfigMap and waits until the change comes through an open watch. */
final class WatchCanary implements Canary {
    private static final String TICK = "lacuna.dev/tick";
    private static final String LABEL = "lacuna.dev/canary";
    private final OwnObjects objects;
    private final Watches watches;
    private final String name;
    private final Counter counter;

    WatchCanary(OwnObjects objects, Watches watches) {
        this.objects = objects;
        this.watches = watches;
        this.name = objects.name("watch");
        this.counter = new Counter(objects.loop(), (from, tick) -> raise(tick));
    }

    @Override
    public CompletableFuture<Void> open() {
        return objects.create("configmaps", objects.object("v1", "ConfigMap", name, Map.of(LABEL, name)))
                .thenCompose(created -> watches.open(
                        objects.selected("v1", "configmaps", Map.of(LABEL, name)),
                        seen -> take(seen.object(), seen.receivedAt())));
    }

    private CompletableFuture<dev.lacuna.experiments.kubernetes.api.ApiOutcome> raise(long tick) {
        // A late one shows a smaller number, which tells nothing and harms nothing: the next change raises it again.
        var change = Tree.of("metadata", Tree.of("annotations", Tree.of(TICK, Long.toString(tick))));
        return objects.merge(objects.collection("v1", "configmaps").then(name), change);
    }

    private void take(JsonObject configMap, long at) {
        var tick = Json.texts(configMap, "metadata", "annotations").getOrDefault(TICK, "");
        if (tick.matches("\\d{1,18}")) {
            // The arrival is the work, so it is known exactly.
            counter.undone(0, at);
            counter.done(Long.parseLong(tick), at);
        }
    }

    @Override
    public CompletableFuture<Interval> ask() {
        return counter.ask();
    }

    @Override
    public void close() {
        counter.close();
        watches.close();
        var unused = objects.delete(objects.collection("v1", "configmaps").then(name));
    }
}
