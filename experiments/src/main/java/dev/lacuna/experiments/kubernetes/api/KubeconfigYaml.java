package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a YAML text into a JSON tree in which each scalar is the text that stands there. The only class here that sees the YAML library. */
final class KubeconfigYaml {
    private static final int DEPTH = 30;
    private static final int ALIASES = 5;

    private KubeconfigYaml() {}

    /**
     * Reads one document.
     *
     * @throws AccessException with {@code file}, line and column when it is no YAML, or no mapping
     */
    static JsonObject read(String text, String file) {
        try {
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            options.setNestingDepthLimit(DEPTH);
            options.setMaxAliasesForCollections(ALIASES);
            var parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
            Node root = new Composer(parser, new Resolver(), options).getSingleNode();
            if (root == null || !(root instanceof MappingNode)) {
                throw new AccessException(file + ": not a kubeconfig: no mapping of keys to values");
            }
            return convert(root, 0).getAsJsonObject();
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            String place = mark == null ? "" : ":%d:%d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
            throw new AccessException(file + place + ": not YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new AccessException(file + ": not YAML: " + e.getMessage(), e);
        }
    }

    private static JsonElement convert(Node node, int depth) {
        if (depth > DEPTH) {
            throw new YAMLException("nested deeper than " + DEPTH);
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? JsonNull.INSTANCE : new JsonPrimitive(scalar.getValue());
        }
        if (node instanceof SequenceNode sequence) {
            var array = new JsonArray();
            sequence.getValue().forEach(item -> array.add(convert(item, depth + 1)));
            return array;
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, depth);
        }
        throw new YAMLException("a kind of node that is not known: " + node.getNodeId());
    }

    private static JsonObject object(MappingNode mapping, int depth) {
        var object = new JsonObject();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new YAMLException(
                        "a key that is not a word" + entry.getKeyNode().getStartMark());
            }
            if (object.has(key.getValue())) {
                throw new YAMLException("key `%s` stands twice%s".formatted(key.getValue(), key.getStartMark()));
            }
            object.add(key.getValue(), convert(entry.getValueNode(), depth + 1));
        }
        return object;
    }
}
