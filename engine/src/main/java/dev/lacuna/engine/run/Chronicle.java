package dev.lacuna.engine.run;

import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalEntry.Step;
import dev.lacuna.engine.journal.JournalException;
import dev.lacuna.engine.time.Loop;
import java.util.List;
import java.util.Map;

/** Writes the steps of a run's faults to its journal, and copies it to the cluster: before anything is armed, and after it was healed. */
final class Chronicle implements AutoCloseable {
    private final Journal journal;
    private final JournalCopy copy;
    private final Loop loop;

    Chronicle(Journal journal, Site site, Loop loop) {
        this.journal = journal;
        this.copy = new JournalCopy(site, loop);
        this.loop = loop;
    }

    void opened(String runId, String scenario) {
        append(Step.OPENED, 0, "", scenario, List.of(), Map.of("run", runId));
    }

    /** On disk when this returns, and in the cluster if that can be reached. */
    void intent(int trial, String experiment, Intent intent, Loop waiting) {
        append(Step.INTENT, trial, experiment, intent.what(), intent.nodes(), intent.details());
        copy.write(journal.text(), waiting);
    }

    /** What is done already stays done when the disk is full: then only the file lacks it, and whoever reads it later looks once too often. */
    boolean note(Step step, int trial, String experiment, String what) {
        try {
            append(step, trial, experiment, what, List.of(), Map.of());
            return true;
        } catch (JournalException e) {
            return false;
        }
    }

    void step(Step step, int trial, String experiment, String what) {
        append(step, trial, experiment, what, List.of(), Map.of());
    }

    /** Brings the copy in the cluster up to date when that can be done; whoever calls does not wait for it. */
    void copyLater() {
        copy.writeLater(journal.text());
    }

    /** No copy is written any more, so that the one that is there can be taken away. */
    void endCopies() {
        copy.end();
    }

    private void append(
            Step step, int trial, String experiment, String what, List<String> nodes, Map<String, String> details) {
        journal.append(new JournalEntry(loop.wall().toString(), step, trial, experiment, what, nodes, details));
    }

    @Override
    public void close() {
        journal.close();
    }
}
