package dev.lacuna.engine.journal;

import java.util.List;
import java.util.Map;

/**
 * One step of a run's fault.
 *
 * @param wall when, ISO-8601 in UTC
 * @param trial from 1; 0 for the run itself
 * @param experiment its name; empty for the run itself
 * @param nodes where something may be left
 */
public record JournalEntry(
        String wall,
        Step step,
        int trial,
        String experiment,
        String what,
        List<String> nodes,
        Map<String, String> details) {

    public JournalEntry {
        nodes = List.copyOf(nodes);
        details = Map.copyOf(details);
    }

    /** In the order in which they come. */
    public enum Step {
        OPENED,
        INTENT,
        ARMED,
        INJECTED,
        HEALED,
        /** Healing was tried and something is left. */
        LEFT,
        CLOSED
    }
}
