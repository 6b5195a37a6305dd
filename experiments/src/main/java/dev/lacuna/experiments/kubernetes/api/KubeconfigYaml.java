package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.lacuna.engine.scenario.yaml.YamlFault;
import dev.lacuna.engine.scenario.yaml.YamlList;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlReader;
import dev.lacuna.engine.scenario.yaml.YamlScalar;

/** Reads a YAML text into a JSON tree in which each scalar is the text that stands there. */
final class KubeconfigYaml {

    private KubeconfigYaml() {}

    /**
     * Reads one document.
     *
     * @throws AccessException with {@code file}, line and column when it is no YAML, no mapping, or more than {@link YamlReader} reads
     */
    static JsonObject read(String text, String file) {
        var read = YamlReader.read(text);
        if (!read.faults().isEmpty()) {
            throw new AccessException(words(read.faults().get(0), file));
        }
        if (read.documents().size() != 1 || !(read.documents().get(0) instanceof YamlMap map)) {
            throw new AccessException(file + ": not a kubeconfig: no single mapping of keys to values");
        }
        return object(map);
    }

    private static String words(YamlFault fault, String file) {
        String place = fault.line() == 0 ? file : "%s:%d:%d".formatted(file, fault.line(), fault.column());
        String path = fault.path().isEmpty() ? "" : "`" + fault.path() + "` ";
        return place + ": " + path + fault.message();
    }

    private static JsonElement convert(YamlNode node) {
        if (node instanceof YamlMap map) {
            return object(map);
        }
        if (node instanceof YamlList list) {
            var array = new JsonArray();
            list.items().forEach(item -> array.add(convert(item)));
            return array;
        }
        var scalar = (YamlScalar) node;
        return scalar.kind() == YamlScalar.Kind.NOTHING ? JsonNull.INSTANCE : new JsonPrimitive(scalar.text());
    }

    private static JsonObject object(YamlMap map) {
        var object = new JsonObject();
        map.entries().forEach(entry -> object.add(entry.name(), convert(entry.value())));
        return object;
    }
}
