package dev.lacuna.experiments.kubernetes.canary;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.owned.OwnObjects;
import dev.lacuna.experiments.kubernetes.owned.Tree;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a ReplicaSet for one pod more and waits until the controller manager has made it. The pods have a scheduling gate, so they concern neither the scheduler
 * nor a node. When there are many, and none is waited for, a new ReplicaSet takes over and the old one goes with its pods.
 */
final class ReplicaCanary implements Canary {
    private static final String LABEL = "lacuna.dev/canary";
    private static final String SET = "lacuna.dev/set";
    private static final int MANY = 25;

    /** Pods that a set has before it is asked for any: a scale of 0 is not written in JSON, so it could not be tested for. */
    private static final int FIRST = 1;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private final OwnObjects objects;
    private final Watches watches;
    private final String name;
    private Generation current;
    private CompletableFuture<Void> renewing = CompletableFuture.completedFuture(null);
    private boolean closed;

    ReplicaCanary(OwnObjects objects, Watches watches) {
        this.objects = objects;
        this.watches = watches;
        this.name = objects.name("replicas");
        this.current = new Generation();
    }

    @Override
    public CompletableFuture<Void> open() {
        return current.create()
                .thenCompose(created -> watches.open(
                        objects.selected("v1", "pods", Map.of(LABEL, name)),
                        seen -> current.take(seen.object(), seen.receivedAt())));
    }

    @Override
    public CompletableFuture<Interval> ask() {
        if (current.counter.wanted() >= MANY && current.counter.isIdle() && renewing.isDone()) {
            renew();
        }
        return current.ask();
    }

    private void renew() {
        var next = new Generation();
        renewing = next.create().thenAccept(created -> {
            var old = current;
            if (closed || old.counter.asks().size() > 0) {
                // Somebody waits for the old one again: this one was made for nothing, and the next time will do.
                next.remove();
                return;
            }
            current = next;
            old.remove();
        });
    }

    @Override
    public void close() {
        closed = true;
        watches.close();
        current.remove();
        var unusedEnd = renewing.whenComplete((done, failure) -> {
            var unused = objects.delete(objects.selected("apps/v1", "replicasets", Map.of(LABEL, name)));
            var unusedPods = objects.delete(objects.selected("v1", "pods", Map.of(LABEL, name)));
        });
    }

    /** One ReplicaSet and its pods. */
    private final class Generation {
        private final String set = objects.name("set");
        private final Set<String> pods = new HashSet<>();
        private final Counter counter = new Counter(objects.loop(), this::scale);
        private final OverdueLooks looks = new OverdueLooks(objects.loop(), counter.asks(), this::look);

        CompletableFuture<Void> create() {
            var replicaSet = objects.object("apps/v1", "ReplicaSet", set, Map.of(LABEL, name));
            var labels = Tree.of(objects.labels(Map.of(LABEL, name, SET, set)));
            var template = Tree.of(
                    "metadata", Tree.of("labels", labels),
                    "spec", PodBody.spec("schedulingGates", Tree.list(Tree.of("name", "lacuna.dev/canary"))));
            replicaSet.add(
                    "spec",
                    Tree.of(
                            "replicas",
                            replicas(0),
                            "selector",
                            Tree.of("matchLabels", Tree.of(SET, set)),
                            "template",
                            template));
            return objects.create("replicasets", replicaSet).thenAccept(reply -> {});
        }

        CompletableFuture<Interval> ask() {
            var answer = counter.ask();
            looks.asked();
            return answer;
        }

        private CompletableFuture<ApiOutcome> scale(long from, long number) {
            return objects.replace(
                    objects.collection("apps/v1", "replicasets").then(set).then("scale"),
                    "/spec/replicas",
                    replicas(from),
                    replicas(number));
        }

        private JsonPrimitive replicas(long number) {
            return Tree.number(Math.toIntExact(number) + FIRST);
        }

        void take(JsonObject pod, long at) {
            boolean own = Json.text(pod, "metadata", "labels", SET).equals(set);
            if (own && pods.add(Json.text(pod, "metadata", "uid"))) {
                counter.done(pods.size() - FIRST, at);
            }
        }

        private CompletableFuture<?> look() {
            var list = objects.selected("v1", "pods", Map.of(LABEL, name, SET, set));
            return objects.read(list, LOOK).thenAccept(outcome -> {
                if (outcome instanceof Answered answered && answered.reply().ok()) {
                    var reply = answered.reply();
                    Json.objects(reply.body(), "items").forEach(pod -> take(pod, reply.answered()));
                    counter.undone(pods.size() - FIRST, reply.sent());
                }
            });
        }

        void remove() {
            counter.close();
            looks.close();
            var unused =
                    objects.delete(objects.collection("apps/v1", "replicasets").then(set));
            var unusedPods = objects.delete(objects.selected("v1", "pods", Map.of(LABEL, name, SET, set)));
        }
    }
}
