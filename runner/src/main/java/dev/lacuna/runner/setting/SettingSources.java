package dev.lacuna.runner.setting;

import dev.lacuna.engine.scenario.shape.Guess;
import dev.lacuna.engine.scenario.yaml.YamlList;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlReader;
import dev.lacuna.engine.scenario.yaml.YamlScalar;
import dev.lacuna.runner.setting.Settings.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the places that settings come from, and gathers everything that is wrong with them. Used once. */
public final class SettingSources {
    public static final String FILE = "lacuna.yaml";
    private final List<String> problems = new ArrayList<>();

    /** What came of reading: with problems, the settings are not to be used. */
    public record Result(Settings settings, List<String> problems) {

        public Result {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads all places.
     *
     * @param folder in which lacuna.yaml may be
     */
    public Result read(List<Value> flags, Map<String, String> environment, Path folder) {
        flags.forEach(this::check);
        var layers = List.of(flags, environment(environment), file(folder.resolve(FILE)));
        var settings = Settings.of(layers);
        if (settings.text(Setting.CONTEXT).isPresent() && settings.flag(Setting.IN_CLUSTER)) {
            problems.add("both a context (%s) and in-cluster (%s) are asked for; name one cluster"
                    .formatted(
                            settings.value(Setting.CONTEXT).origin(),
                            settings.value(Setting.IN_CLUSTER).origin()));
        }
        if (settings.nameCluster() && settings.text(Setting.CLUSTER_MODEL).isPresent()) {
            problems.add("a model for rehearsals (%s) and a real cluster are asked for; leave one of them out"
                    .formatted(settings.value(Setting.CLUSTER_MODEL).origin()));
        }
        return new Result(settings, problems);
    }

    private List<Value> environment(Map<String, String> environment) {
        List<Value> values = new ArrayList<>();
        var known = Arrays.stream(Setting.values()).map(Setting::variable).toList();
        for (var variable : new TreeMap<>(environment).entrySet()) {
            if (!variable.getKey().startsWith(Setting.PREFIX)) {
                continue;
            }
            var setting = Arrays.stream(Setting.values())
                    .filter(one -> one.variable().equals(variable.getKey()))
                    .findFirst();
            if (setting.isEmpty()) {
                problems.add("the environment has " + variable.getKey() + ", which is no setting"
                        + Guess.orAllowed(variable.getKey(), known));
            } else if (!variable.getValue().isEmpty()) {
                values.add(checked(
                        new Value(setting.get(), split(setting.get(), variable.getValue()), variable.getKey())));
            }
        }
        return values;
    }

    private static List<String> split(Setting setting, String text) {
        return setting.kind() == Setting.Kind.LIST
                ? Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList()
                : List.of(text);
    }

    private List<Value> file(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var in = Files.newInputStream(file)) {
            var yaml = YamlReader.read(in.readNBytes(YamlReader.LONGEST + 1));
            yaml.faults()
                    .forEach(fault -> problems.add(
                            "%s:%d:%d: %s".formatted(FILE, fault.line(), fault.column(), fault.message())));
            List<Value> values = new ArrayList<>();
            yaml.documents().forEach(document -> values.addAll(document(document)));
            return values;
        } catch (IOException e) {
            problems.add("cannot read " + file + ": " + e);
            return List.of();
        }
    }

    private List<Value> document(YamlNode document) {
        List<Value> values = new ArrayList<>();
        if (document instanceof YamlMap map) {
            map.entries().forEach(entry -> entry(entry).ifPresent(values::add));
        } else if (!(document instanceof YamlScalar scalar && scalar.kind() == YamlScalar.Kind.NOTHING)) {
            problem(document, "is " + document.describe() + "; needed is a mapping of settings");
        }
        return values;
    }

    private Optional<Value> entry(YamlMap.Entry entry) {
        var keys = Arrays.stream(Setting.values()).map(Setting::key).toList();
        var setting = Arrays.stream(Setting.values())
                .filter(one -> one.key().equals(entry.name()))
                .findFirst();
        if (setting.isEmpty()) {
            problem(entry.key(), "`" + entry.name() + "`: unknown key" + Guess.orAllowed(entry.name(), keys));
            return Optional.empty();
        }
        var words = words(setting.get(), entry.value());
        return words.map(list ->
                checked(new Value(setting.get(), list, FILE + ":" + entry.key().line())));
    }

    private Optional<List<String>> words(Setting setting, YamlNode node) {
        if (setting.kind() == Setting.Kind.LIST
                && node instanceof YamlList list
                && list.items().stream().allMatch(YamlScalar.class::isInstance)) {
            return Optional.of(list.items().stream()
                    .map(item -> ((YamlScalar) item).text())
                    .toList());
        }
        if (setting.kind() != Setting.Kind.LIST
                && node instanceof YamlScalar scalar
                && scalar.kind() != YamlScalar.Kind.NOTHING) {
            return Optional.of(List.of(scalar.text()));
        }
        problem(
                node,
                setting.key() + ": is " + node.describe() + "; needed is "
                        + (setting.kind() == Setting.Kind.LIST ? "a list of texts" : "one value"));
        return Optional.empty();
    }

    private Value checked(Value value) {
        check(value);
        return value;
    }

    private void check(Value value) {
        for (String word : value.words()) {
            if (value.setting().kind() == Setting.Kind.FLAG && !word.equals("true") && !word.equals("false")) {
                problems.add("%s: `%s` is neither true nor false".formatted(place(value), word));
            }
            if (value.setting() == Setting.LOG_FORMAT && !word.equals("text") && !word.equals("json")) {
                problems.add("%s: `%s` is no log format%s"
                        .formatted(place(value), word, Guess.orAllowed(word, List.of("text", "json"))));
            }
        }
        if (value.setting().kind() == Setting.Kind.TEXT && value.words().size() > 1) {
            problems.add(repeated(value.origin(), value.words())
                    + (value.setting() == Setting.CONTEXT
                            ? "; several clusters in one call are not in this version: call lacuna once for each"
                            : ""));
        }
    }

    /** A flag and a variable name their setting; a line of a file doesn't. */
    private static String place(Value value) {
        return value.origin().startsWith(FILE)
                ? value.origin() + ": " + value.setting().key()
                : value.origin();
    }

    /** That a flag that takes one value was given several. */
    public static String repeated(String flag, List<String> words) {
        return "%s is given %d times (%s) and takes one value".formatted(flag, words.size(), String.join(", ", words));
    }

    private void problem(YamlNode node, String message) {
        problems.add("%s:%d:%d: %s".formatted(FILE, node.line(), node.column(), message));
    }
}
