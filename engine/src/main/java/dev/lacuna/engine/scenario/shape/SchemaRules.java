package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** What a mapping's schema says beside its properties. Not thread-safe. */
final class SchemaRules {
    private final JsonArray required = new JsonArray();
    private final JsonArray all = new JsonArray();

    void require(String key) {
        required.add(key);
    }

    void add(JsonObject rule) {
        all.add(rule);
    }

    void exactlyOne(List<String> keys) {
        all.add(oneOf(keys));
    }

    static JsonObject atMostOne(List<String> keys) {
        var rule = oneOf(keys);
        rule.getAsJsonArray("oneOf").add(not(anyOf(keys)));
        return rule;
    }

    private static JsonObject oneOf(List<String> keys) {
        var choices = new JsonArray();
        keys.forEach(key -> choices.add(having(List.of(key))));
        var rule = new JsonObject();
        rule.add("oneOf", choices);
        return rule;
    }

    static JsonObject having(List<String> keys) {
        var names = new JsonArray();
        keys.forEach(names::add);
        var rule = new JsonObject();
        rule.add("required", names);
        return rule;
    }

    static JsonObject anyOf(List<String> keys) {
        var choices = new JsonArray();
        keys.forEach(key -> choices.add(having(List.of(key))));
        var rule = new JsonObject();
        rule.add("anyOf", choices);
        return rule;
    }

    static JsonObject not(JsonObject rule) {
        var not = new JsonObject();
        not.add("not", rule);
        return not;
    }

    static JsonObject when(JsonObject condition, JsonObject then) {
        var rule = new JsonObject();
        rule.add("if", condition);
        rule.add("then", then);
        return rule;
    }

    void addTo(JsonObject schema) {
        if (!required.isEmpty()) {
            schema.add("required", required);
        }
        if (!all.isEmpty()) {
            schema.add("allOf", all);
        }
    }
}
