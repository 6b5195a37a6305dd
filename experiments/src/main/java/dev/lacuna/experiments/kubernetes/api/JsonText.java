package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Optional;

/** Reads JSON of others without trusting its shape. */
final class JsonText {

    private JsonText() {}

    static Optional<JsonObject> object(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonElement read = JsonParser.parseString(text);
            return read.isJsonObject() ? Optional.of(read.getAsJsonObject()) : Optional.empty();
        } catch (JsonParseException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    static Optional<String> of(JsonObject object, String... path) {
        JsonElement at = object;
        for (String name : path) {
            if (!at.isJsonObject() || !at.getAsJsonObject().has(name)) {
                return Optional.empty();
            }
            at = at.getAsJsonObject().get(name);
        }
        return at.isJsonPrimitive() ? Optional.of(at.getAsString()) : Optional.empty();
    }
}
