package dev.lacuna.engine.report;

import dev.lacuna.engine.event.Event.RunBegan;
import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * A run, as its events told of it.
 *
 * @param began what was known at its start
 * @param start the moment on the monotonic clock from which all others are counted
 * @param startedAt the same moment on the wall clock
 * @param exitCode of a process that did nothing else
 * @param outlooks what the cluster's own timers said of the SLOs before the first fault
 * @param leftovers what could not be healed or removed
 */
public record RunReport(
        RunBegan began,
        long start,
        Instant startedAt,
        Instant endedAt,
        Verdict verdict,
        String reason,
        int exitCode,
        List<TrialReport> trials,
        List<Judgement> judgements,
        List<Outlook> outlooks,
        List<String> leftovers,
        List<String> warnings) {

    public RunReport {
        trials = List.copyOf(trials);
        judgements = List.copyOf(judgements);
        outlooks = List.copyOf(outlooks);
        leftovers = List.copyOf(leftovers);
        warnings = List.copyOf(warnings);
    }

    /** First line of everything that people read: a rehearsal must never be taken for a test of a real cluster. */
    public String headline() {
        var where = began.label().rehearsal()
                ? "rehearsal on a simulated control plane"
                : began.facts().getOrDefault("context", "unknown cluster");
        return "%s: %s (%s)".formatted(began.scenario().name(), verdict, where);
    }
}
