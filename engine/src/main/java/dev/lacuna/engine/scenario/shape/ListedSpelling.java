package dev.lacuna.engine.scenario.shape;

import java.util.List;

/** One of some words. */
record ListedSpelling(List<String> words) implements Spelling<String> {
    /** Matches no text: only where there are no words is the schema in need of a pattern. */
    static final String NOTHING = "^(?!)";

    ListedSpelling {
        words = List.copyOf(words);
    }

    @Override
    public String needed() {
        return words.isEmpty() ? "nothing: no word is known" : listed(words);
    }

    @Override
    public String pattern() {
        return NOTHING;
    }

    @Override
    public Spelled<String> read(String text) {
        return words.contains(text)
                ? Spelled.right(text)
                : Spelled.wrong("is not allowed" + Guess.orAllowed(text, words));
    }

    @Override
    public String write(String value) {
        return value;
    }

    static String listed(List<String> words) {
        var text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            text.append(i == 0 ? "" : i < words.size() - 1 ? ", " : " or ")
                    .append('`')
                    .append(words.get(i))
                    .append('`');
        }
        return text.toString();
    }
}
