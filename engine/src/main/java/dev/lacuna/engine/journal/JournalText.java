package dev.lacuna.engine.journal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A journal as text: a JSON object a line. */
public final class JournalText {

    private JournalText() {}

    static String line(JournalEntry entry) {
        var json = new JsonObject();
        json.addProperty("wall", entry.wall());
        json.addProperty("step", entry.step().name());
        json.addProperty("trial", entry.trial());
        json.addProperty("experiment", entry.experiment());
        json.addProperty("what", entry.what());
        var nodes = new JsonArray();
        entry.nodes().forEach(nodes::add);
        json.add("nodes", nodes);
        var details = new JsonObject();
        new TreeMap<>(entry.details()).forEach(details::addProperty);
        json.add("details", details);
        return json.toString();
    }

    /** Reads all whole lines; one that can't be read is left out, as a torn last line is after a crash. */
    public static List<JournalEntry> read(String text) {
        List<JournalEntry> entries = new ArrayList<>();
        text.lines().forEach(line -> entry(line).ifPresent(entries::add));
        return entries;
    }

    private static Optional<JournalEntry> entry(String line) {
        try {
            var json = JsonParser.parseString(line).getAsJsonObject();
            List<String> nodes = new ArrayList<>();
            json.getAsJsonArray("nodes").forEach(node -> nodes.add(node.getAsString()));
            Map<String, String> details = new HashMap<>();
            for (Map.Entry<String, JsonElement> detail :
                    json.getAsJsonObject("details").entrySet()) {
                details.put(detail.getKey(), detail.getValue().getAsString());
            }
            return Optional.of(new JournalEntry(
                    json.get("wall").getAsString(),
                    JournalEntry.Step.valueOf(json.get("step").getAsString()),
                    json.get("trial").getAsInt(),
                    json.get("experiment").getAsString(),
                    json.get("what").getAsString(),
                    nodes,
                    details));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | ClassCastException e) {
            return Optional.empty();
        }
    }
}
