package dev.lacuna.engine.scenario.shape;

/** What came of reading a text. */
public sealed interface Spelled<T> {

    static <T> Spelled<T> right(T value) {
        return new Right<>(value);
    }

    static <T> Spelled<T> wrong(String why) {
        return new Wrong<>(why);
    }

    record Right<T>(T value) implements Spelled<T> {}

    /**
     * The text is wrong.
     *
     * @param why continues a sentence that begins with the text: {@code has no unit; write 100ms or 100s}
     */
    record Wrong<T>(String why) implements Spelled<T> {}
}
