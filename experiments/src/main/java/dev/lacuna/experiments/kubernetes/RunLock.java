package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiReply;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Allows one run at a time by a lease, as leader elections do: who holds it renews it, and each write carries the version that was read, so that of two only
 * one succeeds. Whether a holder is dead shows by watching alone: the lease has to stand still for its duration on this run's clock, for the times in it are of
 * another machine's (client-go tools/leaderelection does the same). Belongs to the loop.
 */
final class RunLock {
    static final String NAME = "lacuna-run";
    private static final Duration DURATION = Duration.ofSeconds(30);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Servers servers;
    private final Loop loop;
    private final String host;
    private final ApiQuery leases;
    private final String path;
    private Consumer<String> lost = words -> {};
    private @Nullable String holder;
    private @Nullable JsonObject held;
    private Loop.@Nullable Timer timer;
    private CompletableFuture<?> renewal = CompletableFuture.completedFuture("");
    private long renewedAt;

    RunLock(Servers servers, String namespace, String host) {
        this.servers = servers;
        this.loop = servers.loop();
        this.host = host;
        this.leases = ApiQuery.collection("coordination.k8s.io/v1", Optional.of(namespace), "leases");
        this.path = leases.then(NAME).toString();
    }

    void onLost(Consumer<String> reader) {
        lost = reader;
    }

    CompletableFuture<Optional<String>> holder() {
        return servers.find(path)
                .thenApply(found -> found.map(ApiReply::body)
                        .filter(lease ->
                                !Json.text(lease, "spec", "holderIdentity").isEmpty())
                        .map(RunLock::words));
    }

    CompletableFuture<Optional<String>> take(String runId) {
        if (holder != null) {
            throw new IllegalStateException("this run holds the lock already, as " + holder);
        }
        return look(runId + "@" + host, Optional.empty());
    }

    /** A lease as it was seen, and since when it is known to have stood still, on the run's clock. */
    private record Standing(String version, long since) {}

    private CompletableFuture<Optional<String>> look(String me, Optional<Standing> before) {
        return servers.find(path)
                .thenCompose(found -> found.isPresent()
                        ? judge(me, found.get(), before)
                        : write(me, ApiRequest.post(leases.toString(), fresh(me))));
    }

    private CompletableFuture<Optional<String>> judge(String me, ApiReply reply, Optional<Standing> before) {
        JsonObject lease = reply.body();
        String version = Json.text(lease, "metadata", "resourceVersion");
        String other = Json.text(lease, "spec", "holderIdentity");
        if (other.isEmpty() || other.equals(me)) {
            return replace(me, lease);
        }
        if (before.isEmpty()) {
            return again(me, new Standing(version, reply.answered()));
        }
        if (!before.get().version().equals(version)) {
            return CompletableFuture.completedFuture(Optional.of(words(lease)));
        }
        boolean over = reply.sent() - before.get().since() >= duration(lease).toNanos();
        return over ? replace(me, lease) : again(me, before.get());
    }

    private CompletableFuture<Optional<String>> again(String me, Standing standing) {
        var later = new CompletableFuture<Optional<String>>();
        loop.after(LOOK_AGAIN, () -> Together.pass(Together.begun(() -> look(me, Optional.of(standing))), later));
        return later;
    }

    private static Duration duration(JsonObject lease) {
        int seconds = Json.number(lease, "spec", "leaseDurationSeconds");
        return seconds > 0 ? Duration.ofSeconds(seconds) : DURATION;
    }

    private CompletableFuture<Optional<String>> replace(String me, JsonObject lease) {
        hold(lease, me, loop.wall());
        return write(me, ApiRequest.put(path, lease));
    }

    private CompletableFuture<Optional<String>> write(String me, ApiRequest request) {
        long sent = loop.now();
        return servers.send(request).thenCompose(outcome -> {
            if (LiveRegistry.status(outcome) == 409) {
                return servers.get(path).thenApply(reply -> Optional.of(words(reply.body())));
            }
            held = outcome.orThrow().body();
            holder = me;
            renewedAt = sent;
            timer = loop.after(RENEW_EVERY, this::renew);
            return CompletableFuture.completedFuture(Optional.empty());
        });
    }

    private void renew() {
        var lease = held;
        if (lease == null) {
            return;
        }
        timer = loop.after(RENEW_EVERY, this::renew);
        if (!renewal.isDone()) {
            return;
        }
        JsonObject renewed = lease.deepCopy();
        renewed.getAsJsonObject("spec").addProperty("renewTime", MicroTime.of(loop.wall()));
        long sent = loop.now();
        renewal = servers.send(ApiRequest.put(path, renewed)).thenCompose(outcome -> renewed(outcome, sent));
    }

    private CompletableFuture<Boolean> renewed(ApiOutcome outcome, long sent) {
        int status = LiveRegistry.status(outcome);
        if (status == 409 || status == 404) {
            return servers.get(path).handle((reply, failure) -> stillMine(reply, failure));
        }
        if (status >= 200 && status < 300) {
            held = outcome.orThrow().body();
            renewedAt = sent;
        } else if (loop.now() - renewedAt >= DURATION.toNanos()) {
            lose("it could not be renewed for %d s: %s".formatted(DURATION.toSeconds(), outcome.words()));
        }
        return CompletableFuture.completedFuture(true);
    }

    /** A renewal whose answer was lost makes the next one meet a version that it doesn't know. */
    private boolean stillMine(@Nullable ApiReply reply, @Nullable Throwable failure) {
        if (reply != null && Json.text(reply.body(), "spec", "holderIdentity").equals(holder)) {
            held = reply.body();
            return true;
        }
        if (reply != null || (failure != null && Refusals.status(failure) == 404)) {
            lose(reply == null ? "somebody has deleted it" : "it is held by " + words(reply.body()));
        }
        return false;
    }

    private void lose(String why) {
        stop();
        lost.accept("the lock of this cluster, lease %s, is lost: %s".formatted(path, why));
    }

    /** Deletes the lease, if it is still this run's. */
    CompletableFuture<Void> release() {
        if (timer != null) {
            timer.cancel();
        }
        return renewal.handle((value, failure) -> value).thenCompose(done -> {
            var me = holder;
            stop();
            return me == null ? CompletableFuture.completedFuture(null) : delete(me);
        });
    }

    /** Read once more, because a renewal may have arrived whose answer was lost. */
    private CompletableFuture<Void> delete(String me) {
        return servers.find(path).thenCompose(found -> {
            JsonObject lease = found.map(ApiReply::body).orElseGet(JsonObject::new);
            String now = Json.text(lease, "spec", "holderIdentity");
            if (found.isEmpty() || (!now.isEmpty() && !now.equals(me))) {
                return CompletableFuture.completedFuture(null);
            }
            JsonObject options = PodRemoval.deleteOptions(Json.text(lease, "metadata", "uid"));
            options.getAsJsonObject("preconditions")
                    .addProperty("resourceVersion", Json.text(lease, "metadata", "resourceVersion"));
            return servers.send(ApiRequest.delete(path, options)).thenAccept(LiveRegistry::requireGone);
        });
    }

    /** Lets it run out. */
    void stop() {
        if (timer != null) {
            timer.cancel();
        }
        held = null;
        holder = null;
    }

    private JsonObject fresh(String me) {
        var labels = new JsonObject();
        labels.addProperty("app.kubernetes.io/name", "lacuna");
        var metadata = new JsonObject();
        metadata.addProperty("name", NAME);
        metadata.add("labels", labels);
        var lease = new JsonObject();
        lease.addProperty("apiVersion", "coordination.k8s.io/v1");
        lease.addProperty("kind", "Lease");
        lease.add("metadata", metadata);
        lease.add("spec", new JsonObject());
        hold(lease, me, loop.wall());
        return lease;
    }

    private static void hold(JsonObject lease, String me, Instant wall) {
        var spec = lease.getAsJsonObject("spec");
        spec.addProperty("holderIdentity", me);
        spec.addProperty("leaseDurationSeconds", DURATION.toSeconds());
        spec.addProperty("acquireTime", MicroTime.of(wall));
        spec.addProperty("renewTime", MicroTime.of(wall));
    }

    private static String words(JsonObject lease) {
        return "%s (since %s, renewed %s)"
                .formatted(
                        Json.text(lease, "spec", "holderIdentity"),
                        Json.text(lease, "spec", "acquireTime"),
                        Json.text(lease, "spec", "renewTime"));
    }
}
