package dev.lacuna.engine.scenario.shape;

import java.util.List;

/**
 * How a value is written as one text.
 *
 * @param <T> the value
 */
public interface Spelling<T> {

    /** What is needed, for messages and the reference: {@code a duration such as 30s}. */
    String needed();

    /** A pattern of JSON Schema (ECMA-262), anchored, that each right text matches; it may let wrong ones pass. */
    String pattern();

    /** The most characters that a right text has. */
    default int longest() {
        return 64;
    }

    /** All right texts, where they can be listed; the schema then has these instead of the pattern. */
    default List<String> words() {
        return List.of();
    }

    Spelled<T> read(String text);

    /** The text that {@link #read} takes for {@code value}. */
    String write(T value);

    /** Whether numbers from 0 on are taken as well, as they stand; else only texts. */
    default boolean takesNumbers() {
        return false;
    }
}
