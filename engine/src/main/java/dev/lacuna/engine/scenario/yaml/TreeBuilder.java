package dev.lacuna.engine.scenario.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;

/** Makes trees of the parser's events, and stops as soon as one leaves the bounds. Used once, by one thread. */
final class TreeBuilder {
    static final int DEEPEST = 32;
    static final int MOST_NODES = 50_000;
    static final int LONGEST_KEY = 512;
    private static final int MOST_FAULTS = 100;

    private final Parser parser;
    private final List<YamlNode> documents = new ArrayList<>();
    private final List<YamlFault> faults = new ArrayList<>();
    private int nodes;

    TreeBuilder(Parser parser) {
        this.parser = parser;
    }

    void readAll() {
        while (!parser.checkEvent(Event.ID.StreamEnd)) {
            var event = parser.getEvent();
            if (event.is(Event.ID.DocumentStart)) {
                documents.add(node(YamlPath.ROOT, 1));
            }
        }
    }

    void stopAt(YamlFault last) {
        faults.add(last);
    }

    YamlResult result() {
        return new YamlResult(documents, faults);
    }

    private YamlNode node(YamlPath path, int depth) {
        var event = parser.getEvent();
        var mark = event.getStartMark();
        if (++nodes > MOST_NODES) {
            throw refused(mark, path, "is the node after the " + MOST_NODES + "th; nothing that large is read");
        }
        if (depth > DEEPEST) {
            throw refused(mark, path, "is nested more than " + DEEPEST + " levels deep; nothing that deep is read");
        }
        checkNoReuse(event, path);
        if (event instanceof ScalarEvent scalar) {
            checkNoTag(scalar.getTag(), mark, path);
            return new YamlScalar(scalar.getValue(), scalar.isPlain(), mark.getLine() + 1, mark.getColumn() + 1);
        }
        if (event instanceof SequenceStartEvent list) {
            checkNoTag(list.getTag(), mark, path);
            return list(mark, path, depth);
        }
        checkNoTag(((MappingStartEvent) event).getTag(), mark, path);
        return map(mark, path, depth);
    }

    private YamlList list(Mark mark, YamlPath path, int depth) {
        var items = new ArrayList<YamlNode>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(path.item(items.size()), depth + 1));
        }
        parser.getEvent();
        return new YamlList(items, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private YamlMap map(Mark mark, YamlPath path, int depth) {
        Map<String, Integer> lines = new HashMap<>();
        var entries = new ArrayList<YamlMap.Entry>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            var key = key(path, depth);
            var here = path.key(key.text());
            var value = node(here, depth + 1);
            var first = lines.putIfAbsent(key.text(), key.line());
            if (first == null) {
                entries.add(new YamlMap.Entry(key, value));
            } else if (faults.size() < MOST_FAULTS) {
                faults.add(new YamlFault(
                        key.line(),
                        key.column(),
                        here.toString(),
                        "duplicate key; it stands already in line " + first));
            }
        }
        parser.getEvent();
        return new YamlMap(entries, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private YamlScalar key(YamlPath path, int depth) {
        var event = parser.peekEvent();
        // before it is read: a key within a key within a key would be as deep as it likes
        if (event instanceof CollectionStartEvent || !(node(path, depth) instanceof YamlScalar key)) {
            throw refused(event.getStartMark(), path, "has a key that is not a word; a key is a plain text");
        }
        if (key.plain() && key.text().equals("<<")) {
            throw refused(event.getStartMark(), path, "has a merge key `<<`, which is not read; write the fields out");
        }
        if (key.kind() == YamlScalar.Kind.NOTHING || key.text().isEmpty()) {
            throw refused(event.getStartMark(), path, "has an empty key; a key is a plain text");
        }
        if (key.text().length() > LONGEST_KEY) {
            throw refused(event.getStartMark(), path, "has a key of more than " + LONGEST_KEY + " characters");
        }
        return key;
    }

    private static void checkNoReuse(Event event, YamlPath path) {
        if (event instanceof AliasEvent alias) {
            throw refused(
                    event.getStartMark(),
                    path,
                    "has the alias " + Quoted.of("*" + alias.getAnchor()) + ", which is not read; write the value out");
        }
        if (event instanceof NodeEvent named && named.getAnchor() != null) {
            throw refused(
                    event.getStartMark(),
                    path,
                    "has the anchor " + Quoted.of("&" + named.getAnchor())
                            + ", which is not read; write each value out");
        }
    }

    private static void checkNoTag(@Nullable String tag, Mark mark, YamlPath path) {
        if (tag != null) {
            throw refused(
                    mark,
                    path,
                    "has the tag " + Quoted.of(tag.replace("tag:yaml.org,2002:", "!!"))
                            + ", which is not read; quote a value that is to be a text");
        }
    }

    private static Refused refused(Mark mark, YamlPath path, String why) {
        return new Refused(new YamlFault(mark.getLine() + 1, mark.getColumn() + 1, path.toString(), why));
    }

    /** Ends the reading of a text that leaves the bounds. Never leaves this package. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient YamlFault fault;

        Refused(YamlFault fault) {
            super(fault.message());
            this.fault = fault;
        }

        YamlFault fault() {
            return fault;
        }
    }
}
