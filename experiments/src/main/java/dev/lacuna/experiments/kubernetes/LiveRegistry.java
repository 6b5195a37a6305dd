package dev.lacuna.experiments.kubernetes;

import com.google.gson.JsonObject;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.experiments.controlplane.RunRegistry;
import dev.lacuna.experiments.kubernetes.api.Answered;
import dev.lacuna.experiments.kubernetes.api.ApiOutcome;
import dev.lacuna.experiments.kubernetes.api.ApiQuery;
import dev.lacuna.experiments.kubernetes.api.ApiReply;
import dev.lacuna.experiments.kubernetes.api.ApiRequest;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What runs leave in a real cluster: a lease as lock, a ConfigMap for each journal, helper pods, labelled objects. May be called from any thread. */
public final class LiveRegistry implements RunRegistry {
    private static final String JOURNAL = "lacuna.dev/journal";

    /** How often a deletion is sent at most. */
    private static final int DELETIONS = 3;

    /** The API server takes 1 MiB of an object in all. */
    private static final int LARGEST_JOURNAL = 1_000_000;

    private final Servers servers;
    private final ConnectSettings settings;
    private final AgentPods helpers;
    private final RunLock lock;
    private final ApiQuery configMaps;
    private final RunObjects objects;
    private Supplier<CompletableFuture<Void>> quiet = () -> CompletableFuture.completedFuture(null);

    LiveRegistry(Servers servers, ConnectSettings settings, AgentPods helpers) {
        this.servers = servers;
        this.settings = settings;
        this.helpers = helpers;
        String namespace = settings.runs().namespace();
        this.lock = new RunLock(servers, namespace, settings.host());
        this.configMaps = ApiQuery.collection("v1", Optional.of(namespace), "configmaps");
        this.objects = new RunObjects(servers, namespace);
    }

    /** {@inheritDoc} A lock that seems left behind is watched for its 30 s before it is taken over; a living holder shows within 7 s. */
    @Override
    public CompletableFuture<Optional<String>> lock(String runId) {
        return onLoop(() -> new Namespaces(servers)
                .ensurePlain(settings.runs().namespace())
                .thenCompose(ensured -> lock.take(runId)));
    }

    @Override
    public void onLockLost(Consumer<String> reader) {
        servers.loop().post(() -> lock.onLost(reader));
    }

    @Override
    public CompletableFuture<Void> unlock() {
        return onLoop(lock::release);
    }

    @Override
    public CompletableFuture<Void> saveJournal(String runId, String journal) {
        int size = journal.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_JOURNAL) {
            return CompletableFuture.failedFuture(new FaultException(
                    FaultException.Kind.FAILED,
                    "the journal's copy in the cluster was not brought up to date: %d bytes, %d fit into a ConfigMap; the file on disk counts"
                            .formatted(size, LARGEST_JOURNAL)));
        }
        JsonObject configMap = configMap(runId, journal);
        return onLoop(() -> servers.send(ApiRequest.put(journal(runId), configMap))
                .thenCompose(outcome -> status(outcome) == 404
                        ? create(configMap)
                        : CompletableFuture.completedFuture(outcome.orThrow()))
                .thenAccept(written -> {}));
    }

    private CompletableFuture<ApiReply> create(JsonObject configMap) {
        return new Namespaces(servers)
                .ensurePlain(settings.runs().namespace())
                .thenCompose(ensured -> servers.change(ApiRequest.post(configMaps.toString(), configMap)));
    }

    @Override
    public CompletableFuture<Void> dropJournal(String runId) {
        return onLoop(() -> delete(journal(runId), DELETIONS).thenAccept(LiveRegistry::requireGone));
    }

    /** Sent again where no server is known to have heard of it: the name is one run's alone, and to remove twice changes nothing. */
    private CompletableFuture<ApiOutcome> delete(String path, int attempts) {
        return servers.send(ApiRequest.delete(path))
                .thenCompose(outcome -> Servers.heard(outcome) || attempts == 1
                        ? CompletableFuture.completedFuture(outcome)
                        : delete(path, attempts - 1));
    }

    @Override
    public CompletableFuture<Map<String, String>> journals() {
        return onLoop(() -> servers.list(
                        configMaps.with("labelSelector", JOURNAL).toString())
                .thenApply(items -> {
                    var journals = new HashMap<String, String>();
                    items.forEach(item -> journals.put(
                            Json.texts(item, "metadata", "labels").getOrDefault(JOURNAL, ""),
                            Json.text(item, "data", "journal")));
                    return Map.copyOf(journals);
                }));
    }

    @Override
    public CompletableFuture<List<AgentPodSeen>> helpers() {
        return onLoop(() -> helpers.all()
                .thenApply(pods -> pods.stream().map(LiveRegistry::helper).toList()));
    }

    @Override
    public CompletableFuture<Void> removeHelper(AgentPodSeen helper) {
        return onLoop(() -> helpers.all()
                .thenCompose(pods -> pods.stream()
                        .filter(pod -> helper(pod).equals(helper))
                        .findFirst()
                        .map(helpers::remove)
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                        .thenAccept(left -> left.ifPresent(words -> {
                            throw new FaultException(FaultException.Kind.FAILED, words);
                        }))));
    }

    @Override
    public CompletableFuture<Optional<String>> lockHolder() {
        return onLoop(lock::holder);
    }

    @Override
    public CompletableFuture<Set<String>> runsWithObjects() {
        return onLoop(objects::runs);
    }

    @Override
    public CompletableFuture<List<String>> removeObjects(String runId) {
        return onLoop(() -> quiet.get().thenCompose(now -> objects.remove(runId)));
    }

    /** Before objects are removed, {@code newQuiet} is awaited: when it completes, no creation is on its way any more. */
    void removeOnlyWhen(Supplier<CompletableFuture<Void>> newQuiet) {
        quiet = newQuiet;
    }

    /** Renews the lock no more. To be called on the loop. */
    void close() {
        lock.stop();
    }

    private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> call) {
        return Together.onLoop(servers.loop(), call);
    }

    private String journal(String runId) {
        return configMaps.then("lacuna-journal-" + runId).toString();
    }

    private JsonObject configMap(String runId, String journal) {
        var labels = new JsonObject();
        labels.addProperty("app.kubernetes.io/name", "lacuna");
        labels.addProperty(JOURNAL, runId);
        var metadata = new JsonObject();
        metadata.addProperty("name", "lacuna-journal-" + runId);
        metadata.addProperty("namespace", settings.runs().namespace());
        metadata.add("labels", labels);
        var data = new JsonObject();
        data.addProperty("journal", journal);
        var configMap = new JsonObject();
        configMap.addProperty("apiVersion", "v1");
        configMap.addProperty("kind", "ConfigMap");
        configMap.add("metadata", metadata);
        configMap.add("data", data);
        return configMap;
    }

    static void requireGone(ApiOutcome outcome) {
        if (status(outcome) != 404) {
            var unused = outcome.orThrow();
        }
    }

    static int status(ApiOutcome outcome) {
        return outcome instanceof Answered answered ? answered.reply().status() : 0;
    }

    private static AgentPodSeen helper(JsonObject pod) {
        return new AgentPodSeen(
                Json.text(pod, "metadata", "namespace"),
                Json.text(pod, "metadata", "name"),
                Json.text(pod, "spec", "nodeName"),
                Json.texts(pod, "metadata", "labels").getOrDefault("lacuna.dev/run", ""));
    }
}
