package dev.lacuna.experiments.kubernetes.api;

/** Text of others, fit for a message of ours. */
public final class OneLine {
    /** The most characters that are kept; an API server's refusal with its reason fits in. */
    public static final int LONGEST = 300;

    private OneLine() {}

    /** The text in one line, without what a terminal would obey, and cut with an ellipsis where it is longer than {@value #LONGEST} characters. */
    public static String of(String text) {
        var line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }
}
