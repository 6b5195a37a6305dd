package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import dev.lacuna.experiments.nodeagent.AgentPod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Creates helper pods, waits for them, and takes them away. */
final class AgentPods {
    private static final String NAME = "app.kubernetes.io/name=lacuna";
    private static final Duration RUNNING_WITHIN = Duration.ofSeconds(60);

    /**
     * A second or two, as a rule. But a control-plane node's kubelet speaks to the API server of its own node alone (docs/mechanics.md): while that one is down, and it may be
     * restarted with a delay of 80 s after four ends in a row, it doesn't hear of the deletion.
     */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(150);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);

    /** Before a deletion that nobody is known to have heard of is sent again. */
    private static final Duration TELL_AGAIN = Duration.ofSeconds(1);

    private static final int LONGEST_NAME = 100;

    private final Servers servers;
    private final ConnectSettings settings;
    private final ApiQuery pods;

    AgentPods(Servers servers, ConnectSettings settings) {
        this.servers = servers;
        this.settings = settings;
        this.pods = ApiQuery.collection("v1", Optional.of(settings.agents().namespace()), "pods");
    }

    /** Helper pods of all runs. */
    CompletableFuture<List<JsonObject>> all() {
        return servers.list(pods.with("labelSelector", NAME).toString());
    }

    CompletableFuture<List<JsonObject>> mine() {
        return servers.list(pods.with(
                        "labelSelector",
                        NAME + ",lacuna.dev/run=" + settings.runs().id())
                .toString());
    }

    /**
     * Creates the helper of a node and waits until it runs.
     *
     * @param turn how many this run has had on this node before
     * @return the running pod; fails with NOT_READY saying what to do
     */
    CompletableFuture<JsonObject> start(String node, int turn) {
        var agents = settings.agents();
        var pod = new AgentPod(
                agents.namespace(),
                name(node, turn),
                node,
                settings.runs().id(),
                agents.image(),
                agents.priorityClass(),
                agents.lease(),
                agents.atMost());
        return servers.send(ApiRequest.post(pods.toString(), pod.toJson()), Servers.ADMITTED_CHANGE)
                .thenCompose(outcome -> {
                    requireCreated(outcome, node);
                    var running = new CompletableFuture<JsonObject>();
                    awaitRunning(pod, servers.loop().now() + RUNNING_WITHIN.toNanos(), running);
                    return running;
                });
    }

    private String name(String node, int turn) {
        String name = "lacuna-agent-" + settings.runs().id() + "-" + node;
        // The kubelet names folders by namespace, name and UID: beyond about 200 characters it can't make them.
        String fitting = name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME - 8) + Integer.toHexString(node.hashCode());
        return turn == 0 ? fitting : fitting + "-" + turn;
    }

    private void requireCreated(ApiOutcome outcome, String node) {
        if (outcome instanceof Answered answered && !answered.reply().ok()) {
            throw notReady("node %s: the helper pod was refused in namespace %s: %s"
                    .formatted(
                            node,
                            settings.agents().namespace(),
                            AgentPodState.advised(
                                    answered.reply().message(),
                                    settings.agents().namespace())));
        }
        var unused = outcome.orThrow();
    }

    private void awaitRunning(AgentPod pod, long until, CompletableFuture<JsonObject> running) {
        Loop loop = servers.loop();
        var unused = servers.get(pods.then(pod.name()).toString()).whenComplete((reply, failure) -> {
            JsonObject state = failure == null ? reply.body() : new JsonObject();
            Optional<String> hopeless =
                    failure == null ? AgentPodState.hopeless(state, pod.image()) : hopeless(failure);
            if (hopeless.isPresent()) {
                running.completeExceptionally(notReady("node %s: helper pod %s/%s: %s"
                        .formatted(pod.node(), pod.namespace(), pod.name(), hopeless.get())));
            } else if (AgentPodState.runs(state)) {
                running.complete(state);
            } else if (loop.now() >= until) {
                running.completeExceptionally(notReady(late(pod, state, failure)));
            } else {
                loop.after(LOOK_AGAIN, () -> awaitRunning(pod, until, running));
            }
        });
    }

    private static Optional<String> hopeless(Throwable failure) {
        return Refusals.status(failure) == 404
                ? Optional.of("it was deleted while it was awaited; is the namespace being deleted?")
                : Optional.empty();
    }

    private static String late(AgentPod pod, JsonObject state, @Nullable Throwable failure) {
        return "node %s: helper pod %s/%s does not run after %d s: %s"
                .formatted(
                        pod.node(),
                        pod.namespace(),
                        pod.name(),
                        RUNNING_WITHIN.toSeconds(),
                        failure == null ? AgentPodState.words(state) : Refusals.words(failure));
    }

    /**
     * Deletes exactly this pod and waits until it is gone. As long as no server is known to have heard of it, it is sent again: by its precondition nobody else's pod can be hit. The
     * answer tells what is left: nothing, if all is well. It never fails.
     */
    CompletableFuture<Optional<String>> remove(JsonObject pod) {
        var left = new CompletableFuture<Optional<String>>();
        remove(pod, servers.loop().now() + GONE_WITHIN.toNanos(), left);
        return left;
    }

    private void remove(JsonObject pod, long until, CompletableFuture<Optional<String>> left) {
        String name = Json.text(pod, "metadata", "name");
        String uid = Json.text(pod, "metadata", "uid");
        var unused = servers.send(ApiRequest.delete(pods.then(name).toString(), PodRemoval.deleteOptions(uid)))
                .thenAccept(outcome -> awaitGone(pod, outcome, until, left));
    }

    private void awaitGone(JsonObject pod, ApiOutcome deletion, long until, CompletableFuture<Optional<String>> left) {
        Loop loop = servers.loop();
        var unused = servers.get(pods.then(Json.text(pod, "metadata", "name")).toString())
                .whenComplete((reply, failure) -> {
                    boolean gone =
                            failure == null ? !AgentPodState.same(reply.body(), pod) : Refusals.status(failure) == 404;
                    if (gone) {
                        left.complete(Optional.empty());
                    } else if (loop.now() >= until) {
                        left.complete(Optional.of(stillThere(pod, deletion, failure)));
                    } else if (Servers.heard(deletion)) {
                        loop.after(LOOK_AGAIN, () -> awaitGone(pod, deletion, until, left));
                    } else {
                        loop.after(TELL_AGAIN, () -> remove(pod, until, left));
                    }
                });
    }

    private static String stillThere(JsonObject pod, ApiOutcome deletion, @Nullable Throwable failure) {
        String deleted =
                deletion instanceof Answered answered && answered.reply().ok()
                        ? "its deletion was accepted"
                        : deletion.words();
        return "helper pod %s/%s on node %s is not gone after %d s: %s%s"
                .formatted(
                        Json.text(pod, "metadata", "namespace"),
                        Json.text(pod, "metadata", "name"),
                        Json.text(pod, "spec", "nodeName"),
                        GONE_WITHIN.toSeconds(),
                        deleted,
                        failure == null ? "" : "; " + Refusals.words(failure));
    }

    private static FaultException notReady(String message) {
        return new FaultException(FaultException.Kind.NOT_READY, message);
    }
}
