package dev.lacuna.engine.scenario.shape;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** A constant by its word. */
final class EnumSpelling<E extends Enum<E>> implements Spelling<E> {
    private final List<E> constants;
    private final List<String> words = new ArrayList<>();
    private final List<String> announced;

    EnumSpelling(Class<E> type, List<String> announced) {
        this.constants = List.copyOf(EnumSet.allOf(type));
        this.announced = List.copyOf(announced);
        for (var constant : constants) {
            words.add(wordOf(constant));
        }
    }

    static String wordOf(Enum<?> constant) {
        return constant instanceof Worded worded
                ? worded.word()
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String needed() {
        return ListedSpelling.listed(words);
    }

    @Override
    public String pattern() {
        return ListedSpelling.NOTHING;
    }

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public Spelled<E> read(String text) {
        int at = words.indexOf(text);
        if (at >= 0) {
            return Spelled.right(constants.get(at));
        }
        return announced.contains(text)
                ? Spelled.wrong("is not in this version yet; allowed: " + String.join(", ", words))
                : Spelled.wrong("is not allowed" + Guess.orAllowed(text, words));
    }

    @Override
    public String write(E value) {
        return wordOf(value);
    }
}
