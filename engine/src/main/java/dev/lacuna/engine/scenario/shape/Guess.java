package dev.lacuna.engine.scenario.shape;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Guess {
    private static final int LONGEST = 64;
    private static final int SHORTEST_PART = 4;

    private Guess() {}

    /**
     * The nearest of {@code allowed}: equal but for case, or a few edits away (a third of its letters at most, and at most three), or the only one
     * that is a part of it or has it as a part.
     */
    public static Optional<String> near(String read, Collection<String> allowed) {
        if (read.isEmpty() || read.length() > LONGEST) {
            return Optional.empty();
        }
        var lower = read.toLowerCase(Locale.ROOT);
        var best = Optional.<String>empty();
        int least = Integer.MAX_VALUE;
        for (var word : allowed) {
            int limit = Math.min(3, Math.max(1, word.length() / 3));
            if (Math.abs(word.length() - lower.length()) > limit) {
                continue;
            }
            int edits = edits(lower, word.toLowerCase(Locale.ROOT));
            if (edits <= limit && edits < least) {
                least = edits;
                best = Optional.of(word);
            }
        }
        return best.or(() -> within(lower, allowed));
    }

    /** A word that is a part of what was read, or has it as a part, if there is only one: {@code scheduler} for {@code kube-scheduler}. */
    private static Optional<String> within(String read, Collection<String> allowed) {
        var near = allowed.stream()
                .filter(word -> Math.min(word.length(), read.length()) >= SHORTEST_PART)
                .filter(word ->
                        word.toLowerCase(Locale.ROOT).contains(read) || read.contains(word.toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    /** The end of a message: {@code ; did you mean `signal`?}, or else what is allowed. */
    public static String orAllowed(String read, Collection<String> allowed) {
        return near(read, allowed)
                .map(word -> "; did you mean `" + word + "`?")
                .orElseGet(() ->
                        allowed.isEmpty() ? "; none is allowed here" : "; allowed: " + String.join(", ", allowed));
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
