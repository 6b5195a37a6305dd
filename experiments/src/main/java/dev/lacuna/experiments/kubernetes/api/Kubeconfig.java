package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lacuna.engine.time.Clock;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One kubeconfig out of several files: of each name the first file's entry counts, as kubectl does it. */
public final class Kubeconfig {
    private final List<Path> files;
    private final Map<String, Entry> contexts;
    private final Map<String, Entry> clusters;
    private final Map<String, Entry> users;
    private final Optional<String> currentContext;

    /** A named entry, and the file it stands in: relative paths in it start there. */
    record Entry(String name, JsonObject fields, Path file) {

        Optional<String> text(String key) {
            return JsonText.of(fields, key).filter(value -> !value.isEmpty());
        }
    }

    /** What a cluster entry says beside its certificate authority. */
    record Cluster(URI server, Optional<String> tlsServerName, Optional<URI> proxy) {}

    private Kubeconfig(List<Path> files, List<JsonObject> trees) {
        this.files = files;
        contexts = merged(trees, "contexts", "context");
        clusters = merged(trees, "clusters", "cluster");
        users = merged(trees, "users", "user");
        currentContext = trees.stream()
                .flatMap(tree -> JsonText.of(tree, "current-context").stream())
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /**
     * Which files make up the kubeconfig.
     *
     * @param flag a file named on the command line; then it is the only one
     * @param environment the variable KUBECONFIG, a list of files
     */
    public static List<Path> files(Optional<Path> flag, Optional<String> environment, Path home) {
        if (flag.isPresent()) {
            return List.of(flag.get());
        }
        List<Path> named = environment.stream()
                .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .toList();
        return named.isEmpty() ? List.of(home.resolve(".kube").resolve("config")) : named;
    }

    /**
     * Reads them. Of several files some may be missing.
     *
     * @throws AccessException when all are missing, or one is no kubeconfig
     */
    public static Kubeconfig read(List<Path> files) {
        List<Path> present = files.stream().filter(Files::exists).toList();
        if (present.isEmpty()) {
            throw new AccessException(
                    "no kubeconfig: %s does not exist; name one with --kubeconfig or KUBECONFIG, or use --in-cluster in a pod"
                            .formatted(String.join(
                                    ", ", files.stream().map(Path::toString).toList())));
        }
        return new Kubeconfig(present, present.stream().map(Kubeconfig::tree).toList());
    }

    public List<String> contextNames() {
        return List.copyOf(new TreeSet<>(contexts.keySet()));
    }

    Access access(Optional<String> context, Clock clock) {
        return new KubeconfigAccess(this, context(context)).read(clock);
    }

    private Entry context(Optional<String> wanted) {
        String name = wanted.or(() -> currentContext)
                .orElseThrow(() -> new AccessException(
                        "%s sets no current-context; name one of %s".formatted(where(), contextNames())));
        return Optional.ofNullable(contexts.get(name)).orElseThrow(() -> missing("context", name, contexts));
    }

    Entry cluster(Entry context) {
        return referred("cluster", context, clusters);
    }

    Entry user(Entry context) {
        return referred("user", context, users);
    }

    List<Path> files() {
        return files;
    }

    private Entry referred(String kind, Entry context, Map<String, Entry> entries) {
        String name = context.text(kind)
                .orElseThrow(() -> new AccessException(
                        "%s: context `%s` names no %s".formatted(context.file, context.name, kind)));
        return Optional.ofNullable(entries.get(name)).orElseThrow(() -> missing(kind, name, entries));
    }

    private AccessException missing(String kind, String name, Map<String, Entry> entries) {
        String guess = NearestName.of(name, entries.keySet())
                .map(near -> "; did you mean `%s`?".formatted(near))
                .orElse("");
        return new AccessException("%s has no %s `%s`; there are %s%s"
                .formatted(
                        where(),
                        kind,
                        name,
                        entries.isEmpty() ? "none" : String.join(", ", new TreeSet<>(entries.keySet())),
                        guess));
    }

    private String where() {
        return String.join(
                File.pathSeparator, files.stream().map(Path::toString).toList());
    }

    private static JsonObject tree(Path file) {
        try {
            JsonObject tree = KubeconfigYaml.read(Files.readString(file), file.toString());
            tree.addProperty(KubeconfigAccess.FILE, file.toAbsolutePath().toString());
            return tree;
        } catch (MalformedInputException e) {
            throw new AccessException("kubeconfig %s is no text in UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new AccessException("kubeconfig %s can't be read: %s".formatted(file, e), e);
        }
    }

    private static Map<String, Entry> merged(List<JsonObject> trees, String list, String key) {
        var entries = new LinkedHashMap<String, Entry>();
        for (JsonObject tree : trees) {
            Path file = Path.of(tree.get(KubeconfigAccess.FILE).getAsString());
            for (Entry entry : entries(tree, list, key, file)) {
                entries.putIfAbsent(entry.name, entry);
            }
        }
        return entries;
    }

    private static List<Entry> entries(JsonObject tree, String list, String key, Path file) {
        var entries = new ArrayList<Entry>();
        JsonElement items = tree.get(list);
        if (items == null || items.isJsonNull()) {
            return entries;
        }
        if (!items.isJsonArray()) {
            throw new AccessException("%s: `%s` is not a list".formatted(file, list));
        }
        for (JsonElement item : items.getAsJsonArray()) {
            Optional<String> name =
                    item.isJsonObject() ? JsonText.of(item.getAsJsonObject(), "name") : Optional.empty();
            if (name.isEmpty()) {
                throw new AccessException("%s: an entry of `%s` has no name".formatted(file, list));
            }
            JsonElement fields = item.getAsJsonObject().get(key);
            entries.add(new Entry(
                    name.get(),
                    fields != null && fields.isJsonObject() ? fields.getAsJsonObject() : new JsonObject(),
                    file));
        }
        return entries;
    }
}
