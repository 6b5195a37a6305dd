package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** The objects of a list, compared with those that were known before. */
final class ListedObjects {
    private final ApiReply list;
    private final Map<String, JsonObject> known;

    /**
     * Compares a list with what was known.
     *
     * @param known by {@link #key}; is brought up to date by {@link #deliver}
     */
    ListedObjects(ApiReply list, Map<String, JsonObject> known) {
        this.list = list;
        this.known = known;
    }

    /** Reports the vanished ones as deleted, then all that are there. */
    void deliver(WatchListener listener) {
        Map<String, JsonObject> now = items();
        var vanished = new ArrayList<JsonObject>();
        known.forEach((key, object) -> {
            if (!now.containsKey(key)) {
                vanished.add(object);
            }
        });
        known.clear();
        known.putAll(now);
        vanished.forEach(object -> listener.onSeen(new Seen(Seen.Type.DELETED, object, list.answered())));
        now.values().forEach(object -> listener.onSeen(new Seen(Seen.Type.LISTED, object, list.answered())));
    }

    private Map<String, JsonObject> items() {
        var items = new LinkedHashMap<String, JsonObject>();
        for (JsonElement item : list.body().getAsJsonArray("items")) {
            if (item.isJsonObject()) {
                JsonObject object = item.getAsJsonObject();
                named(object);
                items.put(key(object), object);
            }
        }
        return items;
    }

    /** Items of a list carry no kind of their own; those of a watch do. */
    private void named(JsonObject item) {
        String listKind = JsonText.of(list.body(), "kind").orElse("");
        if (!item.has("kind") && listKind.endsWith("List")) {
            item.addProperty("kind", listKind.substring(0, listKind.length() - "List".length()));
            JsonText.of(list.body(), "apiVersion").ifPresent(version -> item.addProperty("apiVersion", version));
        }
    }

    static String key(JsonObject object) {
        return JsonText.of(object, "metadata", "namespace").orElse("") + "/"
                + JsonText.of(object, "metadata", "name").orElse("");
    }
}
