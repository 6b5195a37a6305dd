package dev.lacuna.experiments.kubernetes.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which name was meant. */
final class NearestName {

    private NearestName() {}

    /** The nearest of {@code names}, if at most a third of its letters, or two, would have to change. */
    static Optional<String> of(String read, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(read, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(read, name)));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
