package dev.lacuna.engine.scenario.shape;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text by a rule. The pattern is compiled at its first use: most of them are never needed in a run of the program. */
final class TextSpelling implements Spelling<String> {
    private final String needed;
    private final String pattern;
    private final int longest;
    private volatile @Nullable Pattern compiled;

    TextSpelling(String needed, String pattern, int longest) {
        this.needed = needed;
        this.pattern = pattern;
        this.longest = longest;
    }

    @Override
    public String needed() {
        return needed;
    }

    @Override
    public String pattern() {
        return "^(?:" + pattern + ")$";
    }

    @Override
    public int longest() {
        return longest;
    }

    @Override
    public Spelled<String> read(String text) {
        if (text.codePointCount(0, text.length()) > longest) {
            return Spelled.wrong("is longer than " + longest + " characters; needed is " + needed);
        }
        return compiled().matcher(text).matches() ? Spelled.right(text) : Spelled.wrong("is not " + needed);
    }

    @Override
    public String write(String value) {
        return value;
    }

    private Pattern compiled() {
        var known = compiled;
        if (known == null) {
            known = Pattern.compile(pattern);
            compiled = known;
        }
        return known;
    }
}
