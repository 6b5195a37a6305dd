package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalException;
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

    private final Scenario scenario;
    private final Site site;
    private final RunSettings settings;
    private final EventStream events;
    private final Loop loop;
    private final StopSignal signal;
    private final Loop stoppable;
    private final Pauses pauses;
    private final int count;

    public Run(Scenario scenario, Site site, RunSettings settings, EventStream events, Loop loop, StopSignal signal) {
        this.scenario = scenario;
        this.site = site;
        this.settings = settings;
        this.events = events;
        this.loop = loop;
        this.signal = signal;
        this.stoppable = signal.over(loop);
        this.pauses = new Pauses(scenario.trials().pause(), settings.afterAnother());
        this.count = settings.trials().orElse(scenario.trials().count());
    }

    /** Runs all trials and judges them. Returns only after everything that was armed is healed, or named in {@link RunResult#leftovers}. */
    public RunResult execute() {
        events.publish(new Event.RunBegan(
                settings.runId(), origin(), settings.seed(), count, settings.label(), site.identity()));
        site.onTrouble(what -> events.publish(new Event.Warned(what)));
        site.warnings().forEach(text -> events.publish(new Event.Warned(text)));
        scenario.slos()
                .forEach(slo -> slo.unjudgeable(count)
                        .ifPresent(why -> events.publish(new Event.Warned("SLO `" + slo.name() + "`: " + why))));
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
                return ended(new Judging.Early(Ending.INCONCLUSIVE, why, count), List.of(), List.of());
            }
            events.publish(new Event.Warned(why));
        }
        return finished;
    }

    private RunResult locked(Chronicle chronicle) {
        List<TrialResult> trials = new ArrayList<>();
        var lock = new Lock();
        var early = early(() -> {
            var preflight = new Preflight(scenario, site, settings.consents());
            preflight.requireFirstRights(stoppable);
            lock.take();
            requireNothingOpen();
            trials(preflight, chronicle, trials);
        });
        events.publish(new Event.Entered(
                trials.size(), RunState.ENDED.name(), "removing everything of this run", Duration.ofSeconds(60)));
        List<String> leftovers = leftovers(trials, lock.taken, chronicle);
        return ended(early, trials, leftovers);
    }

    /** Does what a run is for, and says what ended it before its time: with PASSED, nothing did. */
    private Judging.Early early(Runnable work) {
        try {
            work.run();
            return new Judging.Early(Ending.PASSED, "", count);
        } catch (RunRefused e) {
            return early(e.ending(), e);
        } catch (Stopped e) {
            return early(Ending.stoppedBy(String.valueOf(e.getMessage())), e);
        } catch (FaultException e) {
            return early(Ending.of(e), e);
        } catch (ClusterFailure | Overdue e) {
            return early(Ending.UNREACHABLE, e);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("run", settings.runId())
                    .setCause(e)
                    .log("a run ended by a failure of the program");
            return new Judging.Early(Ending.INCONCLUSIVE, "the run could not go on: " + e, count);
        }
    }

    private Judging.Early early(Ending ending, RuntimeException why) {
        return new Judging.Early(ending, String.valueOf(why.getMessage()), count);
    }

    /** The lock of runs. Without it a run is not alone any more: it heals and ends. */
    private final class Lock {
        boolean taken;

        void take() {
            site.onLockLost(why -> signal.raise(why, loop));
            site.lock(stoppable).ifPresent(holder -> {
                throw new RunRefused(
                        Ending.REFUSED, "another run is on: " + holder + ". One run at a time; wait for it, or end it");
            });
            taken = true;
        }
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
            var result = new Trial(parts, attempts).execute(pauses.patience(attempts == 1));
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
        events.publish(
                new Event.Entered(0, RunState.SETTLE.name(), "letting the cluster settle", pauses.patience(false)));
        pauses.pass(site, stoppable);
    }

    /** A run without the lock has made nothing, and must not take away the lock of another one. */
    private List<String> leftovers(List<TrialResult> trials, boolean locked, Chronicle chronicle) {
        List<String> left = new ArrayList<>();
        trials.forEach(trial -> trial.experiments().forEach(experiment -> left.addAll(experiment.leftovers())));
        if (locked) {
            left.addAll(cleanedUp(chronicle));
            orWarn("the run's lock could not be given back", () -> site.unlock(loop));
        }
        return left;
    }

    /** What could not be looked for may be left. */
    private List<String> cleanedUp(Chronicle chronicle) {
        try {
            chronicle.endCopies();
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

    private RunResult ended(Judging.Early early, List<TrialResult> trials, List<String> leftovers) {
        List<Judgement> judgements = Judging.judge(
                scenario.slos(), trials.stream().filter(trial -> !trial.again()).toList());
        var summary = Judging.summary(early, trials, judgements, leftovers);
        return new RunResult(
                settings.runId(), summary.verdict(), summary.ending(), summary.reason(), trials, judgements, leftovers);
    }
}
