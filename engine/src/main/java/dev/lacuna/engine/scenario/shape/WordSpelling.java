package dev.lacuna.engine.scenario.shape;

import java.util.List;

/** One word, and no other. */
record WordSpelling(String word) implements Spelling<String> {

    @Override
    public String needed() {
        return "`" + word + "`";
    }

    @Override
    public String pattern() {
        return "^" + ListedSpelling.escaped(word) + "$";
    }

    @Override
    public Spelled<String> read(String text) {
        return text.equals(word) ? Spelled.right(text) : Spelled.wrong("is not allowed" + Guess.orAllowed(text, List.of(word)));
    }

    @Override
    public String write(String value) {
        return value;
    }
}
