package dev.lacuna.engine.run;

import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.safeguard.ClusterFacts;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.time.Loop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The place in which a run happens, as far as a run knows it. Called on the run's own thread, but for probes, which live on the loop. */
public interface Site {

    /** What names it to people and in the report: context, version, distribution, nodes. */
    Map<String, String> identity();

    /** What whoever runs here should know, because a safeguard can't see it; one text each. */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * The fault of an experiment on this site.
     *
     * @param draw names the random choices of this experiment in this trial
     */
    Fault fault(Experiment experiment, String draw);

    Probe probe(ProbeSpec spec);

    /** The probe that watches an election, by the election's name. */
    Probe election(String election);

    /** What the runner itself and this probe must be allowed to do. */
    List<Right> rights(List<ProbeSpec> probes);

    List<Right> lacking(List<Right> rights, Loop loop);

    ClusterFacts facts(Loop loop);

    /** What the guards need for faults of this impact; at least as much of {@link #facts(Loop)} as could speak against them. */
    default ClusterFacts facts(Impact impact, Loop loop) {
        return facts(loop);
    }

    /**
     * Takes the lock that allows one run at a time.
     *
     * @return who holds it, if somebody else does
     */
    Optional<String> lock(Loop loop);

    void unlock(Loop loop);

    /** {@code reader} hears, on the loop, that the lock is lost: from then on another run may begin. */
    default void onLockLost(Consumer<String> reader) {}

    /** {@code reader} hears, on the loop, what befalls the site's own hands and eyes unasked, such as a helper's end: the place first, then what. */
    default void onTrouble(Consumer<String> reader) {}

    /** Earlier runs whose journal in the cluster tells of something that may still be in force. */
    Set<String> openRuns(Loop loop);

    /** Copies the journal to the cluster, as far as that is possible now: the file on disk is what counts. Called on the loop; the answer completes there. */
    CompletableFuture<Void> copyJournal(String text);

    /** Takes away everything of this run: helper pods, probes' objects, the journal's copy. Tells what it could not. */
    List<String> cleanUp(Loop loop);

    /** What a run waits for between trials, one text an object: what is not as it should be, and candidates of elections that have no process. Empty: it has settled. */
    List<String> unsettled(Loop loop);
}
