package dev.lacuna.experiments.kubernetes.owned;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/** Writes JSON in the shape that it will have. */
public final class Tree {

    private Tree() {}

    /**
     * An object of these keys and values.
     *
     * @param pairs key, value, key, value …; a value is JSON, or a text
     */
    public static JsonObject of(Object... pairs) {
        if (pairs.length % 2 != 0) {
            throw new IllegalArgumentException("%d keys and values: one lacks".formatted(pairs.length));
        }
        var object = new JsonObject();
        for (int i = 0; i < pairs.length; i += 2) {
            object.add(
                    (String) pairs[i],
                    pairs[i + 1] instanceof JsonElement json ? json : new JsonPrimitive((String) pairs[i + 1]));
        }
        return object;
    }

    public static JsonObject of(Map<String, String> texts) {
        var object = new JsonObject();
        texts.forEach(object::addProperty);
        return object;
    }

    public static JsonArray list(JsonElement... elements) {
        var list = new JsonArray();
        for (JsonElement element : elements) {
            list.add(element);
        }
        return list;
    }

    public static JsonPrimitive flag(boolean value) {
        return new JsonPrimitive(value);
    }

    public static JsonPrimitive number(int value) {
        return new JsonPrimitive(value);
    }
}
