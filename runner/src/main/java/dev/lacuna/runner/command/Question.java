package dev.lacuna.runner.command;

import java.util.Locale;
import java.util.Set;

/** Asks whoever sits there. Where nobody does, who called has agreed. */
final class Question {
    private static final Set<String> YES = Set.of("y", "yes");
    private final Outside outside;

    Question(Outside outside) {
        this.outside = outside;
    }

    /** Whether there is anybody to ask: a terminal, and no CI that only looks like one. */
    boolean canBeAsked() {
        return outside.terminal().answers()
                && !"true".equalsIgnoreCase(outside.environment().getOrDefault("CI", ""));
    }

    boolean agreed(String question, boolean beforehand) {
        return beforehand || !canBeAsked() || asked(question);
    }

    /** Asks, and waits for the answer. Everything but a yes is a no. */
    boolean asked(String question) {
        outside.terminal().err().print(question + " [y/N] ");
        outside.terminal().err().flush();
        return outside.terminal()
                .readLine()
                .filter(answer -> YES.contains(answer.strip().toLowerCase(Locale.ROOT)))
                .isPresent();
    }
}
