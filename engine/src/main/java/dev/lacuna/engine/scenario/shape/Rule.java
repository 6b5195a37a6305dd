package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that must hold between the fields of a mapping.
 *
 * @param blamed the keys whose place the problem gets, the first that is there; the mapping itself where none is
 * @param test the problem, if there is one; asked only when every field was read
 * @param schema the same rule for the schema, where it can be said there
 */
record Rule(List<String> blamed, Function<Values, Optional<String>> test, Optional<JsonObject> schema) {}
