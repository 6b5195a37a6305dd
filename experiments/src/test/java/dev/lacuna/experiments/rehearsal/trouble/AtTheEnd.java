package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.run.RunResult;
import java.time.Duration;

/** What must be so in the moment in which a run returns, or its process dies. */
final class AtTheEnd {
    /** Of one trial, beside its own `maxDuration`: it waits to begin, to be steady, for helpers, heals for 60 s, and what each experiment may take to be healed. */
    private static final Duration BESIDE = Duration.ofMinutes(12);

    private static final Duration ATTEMPTS = Duration.ofMinutes(10);

    private AtTheEnd() {}

    static void check(Account account) {
        var inForce = account.witness.inForce();
        if (account.killedAt.isPresent()) {
            journalTellsOf(account);
            return;
        }
        account.result.ifPresent(result -> {
            if (result.leftovers().isEmpty()) {
                nothingIsLeft(account);
            }
            if (result.leftovers().isEmpty() && !inForce.isEmpty()) {
                account.breaks("the run says that nothing is left, and there is " + inForce);
            }
            ended(account, result);
        });
        if (account.result.isEmpty() && !inForce.isEmpty()) {
            account.breaks("no run began, and there is " + inForce);
        }
    }

    /** Whatever is in force, or may come to be so, is announced on disk before. */
    private static void journalTellsOf(Account account) {
        var entries = account.journalled();
        for (String fault : account.witness.inForce()) {
            String node = fault.substring(0, fault.indexOf(':'));
            boolean told = entries.stream().anyMatch(entry -> entry.nodes().contains(node));
            if (!told || !Journal.open(entries)) {
                account.breaks("the runner died, and its journal doesn't tell of " + fault);
            }
        }
    }

    private static void nothingIsLeft(Account account) {
        var truth = account.witness.truth();
        boolean mine = truth.lockHolder().filter("r1"::equals).isPresent();
        boolean told = account.events.stream()
                .anyMatch(entry -> entry.event() instanceof Event.Warned warned
                        && warned.text().contains("the run's lock could not be given back"));
        boolean locked = account.result.filter(AtTheEnd::hadTheLock).isPresent();
        if (!locked) {
            return;
        }
        // One that could not be renewed for its whole time is lost, and left to run out.
        if (mine && !truth.lockLost() && !told) {
            account.breaks("the run has ended, holds its lock and says nothing of it");
        }
        if (!truth.helpers().isEmpty()) {
            account.breaks("the run says that nothing is left, and there are helpers: " + truth.helpers());
        }
        if (!truth.objects().isEmpty()) {
            account.breaks("the run says that nothing is left, and there are probes' objects: " + truth.objects());
        }
        if (!truth.journals().isEmpty()) {
            account.breaks("the run says that nothing is left, and there is a journal's copy of "
                    + truth.journals().keySet());
        }
    }

    /** A run that was refused before it had the lock leaves everything as it is; it made nothing. */
    private static boolean hadTheLock(RunResult result) {
        return !result.trials().isEmpty();
    }

    private static void ended(Account account, RunResult result) {
        var scenario = account.made.scenario();
        var each = scenario.safeguards().maxDuration().plus(BESIDE);
        var bound = each.multipliedBy(scenario.trials().count() + 2L).plus(ATTEMPTS);
        if (account.endedAt > bound.toNanos()) {
            account.breaks("the run took " + account.endedAt / 1_000_000_000 + " s: " + result.reason());
        }
    }
}
