package dev.lacuna.engine.scenario.shape;

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

    Spelled<T> read(String text);

    /** The text that {@link #read} takes for {@code value}. */
    String write(T value);

    /** Whether numbers are taken as well, as they stand; else only texts. */
    default boolean takesNumbers() {
        return false;
    }
}
