package dev.lacuna.experiments.kubernetes.canary;

import com.google.gson.JsonObject;
import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.Seen;
import dev.lacuna.experiments.kubernetes.owned.OwnObjects;
import dev.lacuna.experiments.kubernetes.owned.Tree;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Makes pods that no node suits. That the scheduler has said so ({@code PodScheduled=False}, {@code Unschedulable}) shows that it has looked at the pod, and no
 * container is started. Each pod is deleted as soon as it has been looked at.
 */
final class SchedulerCanary implements Canary {
    private static final String LABEL = "lacuna.dev/canary";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private final OwnObjects objects;
    private final Watches watches;
    private final String name;
    private final OpenAsks asks = new OpenAsks(this::remove);
    private final Creations creations = new Creations();
    private final OverdueLooks looks;
    private long pods;
    private boolean closed;

    SchedulerCanary(OwnObjects objects, Watches watches) {
        this.objects = objects;
        this.watches = watches;
        this.name = objects.name("scheduler");
        this.looks = new OverdueLooks(objects.loop(), asks, this::look);
    }

    @Override
    public CompletableFuture<Void> open() {
        return watches.open(objects.selected("v1", "pods", labels()), this::take);
    }

    @Override
    public CompletableFuture<Interval> ask() {
        long number = pods++;
        var answer = asks.open(number, objects.loop().now());
        var pod = objects.object("v1", "Pod", pod(number), labels());
        pod.add("spec", PodBody.spec("nodeSelector", Tree.of("lacuna.dev/no-such-node", "wanted")));
        var unused = objects.create("pods", pod).whenComplete((reply, failure) -> {
            if (failure != null) {
                asks.fail(number, Answers.cause(failure));
            } else {
                creations.created(version(reply.body()), reply.sent());
            }
            // Given up, or closed, before it was known to be there; one whose creation was not answered may be there as
            // well.
            if (closed || answer.isCancelled() || failure != null) {
                remove(number);
            }
        });
        looks.asked();
        return answer;
    }

    private Map<String, String> labels() {
        return Map.of(LABEL, name);
    }

    private String pod(long number) {
        // Of even length, for a scheduler that starts anew takes pods up in the order of their names.
        return String.format(Locale.ROOT, "%s-%06d", name, number);
    }

    private ApiQuery pods() {
        return objects.collection("v1", "pods");
    }

    private void remove(long number) {
        var unused = objects.delete(pods().then(pod(number)));
    }

    private CompletableFuture<?> look() {
        var oldest = asks.oldest().orElseThrow();
        return objects.read(pods().then(pod(oldest)), LOOK).thenAccept(outcome -> take(oldest, outcome));
    }

    private void take(long number, ApiOutcome outcome) {
        if (outcome instanceof Answered answered && answered.reply().ok()) {
            take(answered.reply().body(), answered.reply().answered());
            asks.undone(piece -> piece == number, answered.reply().sent());
        }
    }

    /** The first change that shows a pod looked at is the scheduler's own: it was made after every pod that has a lower version. A list may show a later change. */
    private void take(Seen seen) {
        if (seen.type() == Seen.Type.MODIFIED && looked(seen.object())) {
            creations
                    .before(version(seen.object()))
                    .ifPresent(sent ->
                            number(seen.object()).ifPresent(number -> asks.undone(piece -> piece == number, sent)));
        }
        take(seen.object(), seen.receivedAt());
    }

    private void take(JsonObject pod, long at) {
        if (looked(pod)) {
            number(pod).ifPresent(number -> {
                int before = asks.size();
                asks.done(piece -> piece == number, at);
                if (asks.size() < before) {
                    remove(number);
                }
            });
        }
    }

    private static String version(JsonObject object) {
        return Json.text(object, "metadata", "resourceVersion");
    }

    private OptionalLong number(JsonObject pod) {
        var podName = Json.text(pod, "metadata", "name");
        return podName.startsWith(name + "-") && podName.matches(".*-\\d{6,18}")
                ? OptionalLong.of(Long.parseLong(podName.substring(podName.lastIndexOf('-') + 1)))
                : OptionalLong.empty();
    }

    private static boolean looked(JsonObject pod) {
        return !Json.text(pod, "spec", "nodeName").isEmpty()
                || Json.objects(pod, "status", "conditions").stream()
                        .anyMatch(condition -> Json.text(condition, "type").equals("PodScheduled")
                                && Json.text(condition, "reason").equals("Unschedulable"));
    }

    @Override
    public void close() {
        closed = true;
        looks.close();
        watches.close();
        var unused = objects.delete(objects.selected("v1", "pods", labels()));
    }
}
