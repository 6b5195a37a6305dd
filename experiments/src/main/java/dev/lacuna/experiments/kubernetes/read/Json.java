package dev.lacuna.experiments.kubernetes.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Walks JSON that may lack anything. A path is a list of keys. */
public final class Json {

    private Json() {}

    public static Optional<JsonElement> at(JsonObject from, String... path) {
        JsonElement here = from;
        for (String key : path) {
            if (!here.isJsonObject() || !here.getAsJsonObject().has(key)) {
                return Optional.empty();
            }
            here = here.getAsJsonObject().get(key);
        }
        return here.isJsonNull() ? Optional.empty() : Optional.of(here);
    }

    /** Empty text where there is none. */
    public static String text(JsonObject from, String... path) {
        return at(from, path)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .orElse("");
    }

    public static boolean flag(JsonObject from, String... path) {
        return at(from, path)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsBoolean)
                .orElse(false);
    }

    public static int number(JsonObject from, String... path) {
        return at(from, path)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsInt)
                .orElse(0);
    }

    public static List<JsonObject> objects(JsonObject from, String... path) {
        List<JsonObject> objects = new ArrayList<>();
        at(from, path)
                .filter(JsonElement::isJsonArray)
                .map(JsonElement::getAsJsonArray)
                .orElseGet(JsonArray::new)
                .forEach(element -> {
                    if (element.isJsonObject()) {
                        objects.add(element.getAsJsonObject());
                    }
                });
        return objects;
    }

    public static Map<String, String> texts(JsonObject from, String... path) {
        Map<String, String> texts = new TreeMap<>();
        at(from, path)
                .filter(JsonElement::isJsonObject)
                .ifPresent(found -> found.getAsJsonObject().entrySet().forEach(entry -> {
                    if (entry.getValue().isJsonPrimitive()) {
                        texts.put(entry.getKey(), entry.getValue().getAsString());
                    }
                }));
        return texts;
    }

    public static Optional<Instant> instant(JsonObject from, String... path) {
        try {
            return Optional.of(text(from, path)).filter(text -> !text.isEmpty()).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
