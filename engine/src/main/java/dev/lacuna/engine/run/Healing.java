package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.engine.time.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends a trial's faults and looks for what is left of them. Waits on a loop that nothing stops. */
final class Healing {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private final int trial;
    private final Chronicle chronicle;
    private final EventStream events;

    Healing(int trial, Chronicle chronicle, EventStream events) {
        this.trial = trial;
        this.chronicle = chronicle;
        this.events = events;
    }

    /** Heals what may be in force; never in vain before {@code patience} is over. */
    void heal(List<Step> steps, Loop steadfast, Duration patience) {
        long until = steadfast.now() + patience.toNanos();
        for (Step step : steps) {
            if (step.armed) {
                heal(step, steadfast, until);
            }
        }
    }

    private void heal(Step step, Loop steadfast, long until) {
        do {
            step.leftovers = leftAfterHealing(step, steadfast);
            if (step.leftovers.isEmpty()) {
                healed(step, steadfast);
                return;
            }
        } while (steadfast.now() < until && slept(steadfast));
        note(JournalEntry.Step.LEFT, step, String.join("; ", step.leftovers));
        events.publish(new Event.Healed(trial, step.name(), steadfast.now(), step.leftovers));
        chronicle.copyLater();
    }

    private static List<String> leftAfterHealing(Step step, Loop steadfast) {
        var strike = step.resolved();
        try {
            strike.heal(steadfast);
            return strike.leftovers(steadfast);
        } catch (FaultException | ClusterFailure | Overdue e) {
            return List.of(strike.intent().what() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            return List.of(strike.intent().what() + ": " + e);
        }
    }

    /** An interrupt that meets healing is no reason to leave the next fault in force; only a closed loop can't go on. */
    private static boolean slept(Loop loop) {
        try {
            loop.sleep(TRY_AGAIN);
            return true;
        } catch (Stopped e) {
            return false;
        }
    }

    private void healed(Step step, Loop loop) {
        step.armed = false;
        step.healedAt = loop.now();
        step.resolved().broken().ifPresent(why -> unprove(step, why));
        note(JournalEntry.Step.HEALED, step, "");
        events.publish(new Event.Healed(trial, step.name(), step.healedAt, List.of()));
        chronicle.copyLater();
    }

    /** A proof says of the moment at which it was found; a fault that was gone later is not what was to be measured. */
    private static void unprove(Step step, String why) {
        if (step.proof != null && step.proof.held()) {
            List<String> evidence = new ArrayList<>(step.proof.evidence());
            evidence.add(why);
            step.proof = Proof.missing(evidence);
        }
    }

    private void note(JournalEntry.Step what, Step step, String words) {
        if (!chronicle.note(what, trial, step.name(), words)) {
            events.publish(new Event.Warned("the journal could not be written, so it does not say `" + what
                    + "` of experiment `" + step.name() + "`"));
        }
    }
}
