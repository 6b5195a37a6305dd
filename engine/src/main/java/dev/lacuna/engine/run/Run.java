package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalException;
import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of one scenario. Executed once, on the run's own thread. */
public final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    /** How often a trial is tried again whose fault missed its aim by chance. */
    private static final int ATTEMPTS = 3;

    /** How long a run waits for a cluster to settle where the scenario says {@code pause: auto}: the kubelet's longest back-off is 300 s. */
    private static final Duration AUTO_PAUSE = Duration.ofMinutes(6);

    /** How long the first trial waits, where the scenario says {@code pause: auto}, while all that speaks against it passes by itself. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final Site site;
    private final RunSettings settings;
    private final EventStream events;
    private final Loop loop;
    private final StopSignal signal;
    private final Loop stoppable;
    private final int count;

    public Run(Scenario scenario, Site site, RunSettings settings, EventStream events, Loop loop, StopSignal signal) {
        this.scenario = scenario;
        this.site = site;
        this.settings = settings;
        this.events = events;
        this.loop = loop;
        this.signal = signal;
        this.stoppable = signal.over(loop);
        this.count = settings.trials().orElse(scenario.trials().count());
    }

    /** Runs all trials and judges them. Returns only after everything that was armed is healed, or named in {@link RunResult#leftovers}. */
    public RunResult execute() {
        events.publish(new Event.RunBegan(
                settings.runId(), origin(), settings.seed(), count, site.rehearsal(), site.identity()));
        site.onTrouble(what -> events.publish(new Event.Warned(what)));
        site.warnings().forEach(text -> events.publish(new Event.Warned(text)));
        var result = journalled();
        events.publish(new Event.Judged(result.judgements()));
        events.publish(new Event.RunEnded(
                result.verdict().name(), result.reason(), result.ending().exitCode(), result.leftovers()));
        return result;
    }

    /** A journal that can't be closed takes nothing back of a run that is over. */
    private RunResult journalled() {
        @Nullable RunResult finished = null;
        try (var chronicle = new Chronicle(Journal.create(settings.folder().resolve("journal.jsonl")), site, loop)) {
            chronicle.opened(settings.runId(), scenario.name());
            finished = locked(chronicle);
            if (finished.leftovers().isEmpty() && !chronicle.note(JournalEntry.Step.CLOSED, 0, "", "")) {
                events.publish(new Event.Warned(
                        "the journal could not be written, so it does not say that this run was closed"));
            }
        } catch (JournalException e) {
            var why = e.getMessage() == null ? e.toString() : e.getMessage();
            if (finished == null) {
                return ended(Ending.INCONCLUSIVE, why, List.of(), List.of());
            }
            events.publish(new Event.Warned(why));
        }
        return finished;
    }

    private RunResult locked(Chronicle chronicle) {
        List<TrialResult> trials = new ArrayList<>();
        Ending ending = Ending.PASSED;
        String reason = "";
        boolean locked = false;
        var preflight = new Preflight(scenario, site, settings.consents());
        try {
            preflight.requireFirstRights(stoppable);
            takeLock();
            locked = true;
            requireNothingOpen();
            trials(preflight, chronicle, trials);
        } catch (RunRefused e) {
            ending = e.ending();
            reason = String.valueOf(e.getMessage());
        } catch (Stopped e) {
            reason = String.valueOf(e.getMessage());
            ending = Ending.stoppedBy(reason);
        } catch (FaultException e) {
            ending = Ending.of(e);
            reason = String.valueOf(e.getMessage());
        } catch (ClusterFailure | Overdue e) {
            ending = Ending.UNREACHABLE;
            reason = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("run", settings.runId())
                    .setCause(e)
                    .log("a run ended by a failure of the program");
            ending = Ending.INCONCLUSIVE;
            reason = "the run could not go on: " + e;
        } finally {
            events.publish(new Event.Entered(
                    trials.size(), RunState.ENDED.name(), "removing everything of this run", Duration.ofSeconds(60)));
        }
        List<String> leftovers = leftovers(trials, locked);
        return ended(ending, reason, trials, leftovers);
    }

    /** Without its lock a run is not alone any more: it heals and ends. */
    private void takeLock() {
        site.onLockLost(why -> signal.raise(why, loop));
        site.lock(stoppable).ifPresent(holder -> {
            throw new RunRefused(
                    Ending.REFUSED, "another run is on: " + holder + ". One run at a time; wait for it, or end it");
        });
    }

    private void requireNothingOpen() {
        var open = site.openRuns(stoppable);
        if (!open.isEmpty()) {
            throw new RunRefused(
                    Ending.REFUSED,
                    "an earlier run may have left something in the cluster: "
                            + String.join(", ", open.stream().sorted().toList()) + ". First: lacuna recover");
        }
    }

    private void trials(Preflight preflight, Chronicle chronicle, List<TrialResult> trials) {
        var parts = new Trial.Parts(scenario, site, preflight, chronicle, events, loop, signal, settings);
        int attempts = 0;
        while (trials.stream().filter(trial -> !trial.again()).count() < count && attempts < count + ATTEMPTS - 1) {
            attempts++;
            if (attempts > 1) {
                pause();
            }
            var result = new Trial(parts, attempts).execute(attempts == 1 ? firstPatience() : patience());
            trials.add(result);
            if (result.verdict() == Verdict.ABORTED) {
                signal.reason().ifPresent(why -> {
                    throw new Stopped(why);
                });
            }
            if (result.verdict() == Verdict.ABORTED || result.leaves()) {
                return;
            }
        }
    }

    private void pause() {
        events.publish(new Event.Entered(0, RunState.SETTLE.name(), "letting the cluster settle", patience()));
        if (scenario.trials().pause() instanceof Pause.Fixed fixed) {
            stoppable.sleep(fixed.length());
            return;
        }
        long until = stoppable.now() + AUTO_PAUSE.toNanos();
        while (!site.settled(stoppable) && stoppable.now() < until) {
            stoppable.sleep(Duration.ofSeconds(2));
        }
    }

    /** What another run or a rollout left behind passes; a fixed pause says that nothing is waited for before the first trial. */
    private Duration firstPatience() {
        return scenario.trials().pause() instanceof Pause.Fixed ? Duration.ZERO : FIRST_PATIENCE;
    }

    private Duration patience() {
        return scenario.trials().pause() instanceof Pause.Fixed fixed ? fixed.length() : AUTO_PAUSE;
    }

    /** A run without the lock has made nothing, and must not take away the lock of another one. */
    private List<String> leftovers(List<TrialResult> trials, boolean locked) {
        List<String> left = new ArrayList<>();
        trials.forEach(trial -> trial.experiments().forEach(experiment -> left.addAll(experiment.leftovers())));
        if (locked) {
            left.addAll(cleanedUp());
            orWarn("the run's lock could not be given back", () -> site.unlock(loop));
        }
        return left;
    }

    /** What could not be looked for may be left. */
    private List<String> cleanedUp() {
        try {
            return site.cleanUp(loop);
        } catch (RuntimeException e) {
            return List.of("perhaps helper pods and other objects of this run: they could not all be removed: "
                    + e.getMessage());
        }
    }

    private void orWarn(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            events.publish(new Event.Warned(what + ": " + e.getMessage() + "; lacuna recover removes it"));
        }
    }

    private Event.RunBegan.Origin origin() {
        return new Event.RunBegan.Origin(scenario.name(), scenario.file(), scenario.digest());
    }

    private RunResult ended(Ending early, String reason, List<TrialResult> trials, List<String> leftovers) {
        List<Judgement> judgements = Judging.judge(
                scenario.slos(), trials.stream().filter(trial -> !trial.again()).toList());
        var summary = Judging.summary(new Judging.Early(early, reason, count), trials, judgements, leftovers);
        return new RunResult(
                settings.runId(), summary.verdict(), summary.ending(), summary.reason(), trials, judgements, leftovers);
    }
}
