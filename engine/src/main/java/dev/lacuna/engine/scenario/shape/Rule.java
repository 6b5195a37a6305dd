package dev.lacuna.engine.scenario.shape;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Something that must hold between the fields of a mapping.
 *
 * @param test reports what is wrong to the values; not held against it when it asks for a field that could not be read
 * @param schema the same rule for the schema, where it can be said there
 */
record Rule(Consumer<Values> test, Optional<JsonObject> schema) {}
