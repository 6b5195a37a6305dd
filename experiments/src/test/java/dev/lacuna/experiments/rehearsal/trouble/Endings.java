package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.run.RunResult;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Verdict;
import java.util.Set;

/** The exit code that fits the outcome, by docs/reference.md, and verdicts that have data to stand on. */
final class Endings {
    private Endings() {}

    static void check(Account account) {
        account.result.ifPresent(result -> {
            int code = result.ending().exitCode();
            if (!fitting(account, result).contains(code)) {
                account.breaks("exit code " + code + " doesn't fit " + result.verdict() + ": " + result.reason());
            }
            account.events.stream()
                    .filter(entry -> entry.event() instanceof Event.RunEnded ended && ended.exitCode() != code)
                    .forEach(entry -> account.breaks("the last event tells another exit code than " + code));
            if (result.verdict() == Verdict.PASS) {
                passed(account, result);
            }
            result.judgements().forEach(judgement -> data(account, judgement));
        });
        if (account.result.isPresent() && account.journalled().isEmpty() && !account.made.has(Trouble.Kind.DISK_FULL)) {
            account.breaks("the journal can't be read");
        }
    }

    /** What is left outranks all; a signal outranks the rest but a failure that was proved before it. */
    private static Set<Integer> fitting(Account account, RunResult result) {
        if (!result.leftovers().isEmpty()) {
            return Set.of(5);
        }
        return switch (result.verdict()) {
            case PASS -> Set.of(0);
            case FAIL -> Set.of(1);
            case INCONCLUSIVE -> Set.of(2, 3, 6);
            case ABORTED -> signalled(account) ? Set.of(130, 143, 4) : Set.of(4);
        };
    }

    private static boolean signalled(Account account) {
        return account.made.has(Trouble.Kind.SIGNAL) || account.made.has(Trouble.Kind.SIGNAL_TWICE);
    }

    private static void passed(Account account, RunResult result) {
        long measured = result.trials().stream()
                .filter(trial -> !trial.again() && trial.verdict() == Verdict.PASS)
                .count();
        if (measured < account.made.scenario().trials().count()) {
            account.breaks("PASS by " + measured + " trials");
        }
        if (result.judgements().size() != account.made.scenario().slos().size()
                || result.judgements().stream().anyMatch(judgement -> judgement.verdict() != Verdict.PASS)) {
            account.breaks("PASS, and not every SLO has passed: " + result.judgements());
        }
    }

    private static void data(Account account, Judgement judgement) {
        if (judgement.verdict() != Verdict.PASS && judgement.verdict() != Verdict.FAIL) {
            return;
        }
        String measure = judgement.slo().measure();
        String probe = measure.substring(0, measure.lastIndexOf('.'));
        boolean known = account.made.scenario().probes().stream()
                .anyMatch(spec -> spec.name().equals(probe));
        for (var trial : account.trials()) {
            boolean measured =
                    trial.measures().containsKey(measure) && trial.effect().isPresent();
            if (judgement.verdict() == Verdict.PASS && known && measured && !trial.again()) {
                long from = trial.effect().get().lower();
                if (account.ledger.good(probe, from, account.endedAt) == 0) {
                    account.breaks(
                            "verdict without data: PASS of " + measure + ", and no good answer came since the fault");
                }
            }
        }
        if (account.trials().stream().noneMatch(trial -> trial.measures().containsKey(measure))) {
            account.breaks(
                    "verdict without data: " + judgement.verdict() + " of " + measure + ", which no trial measured");
        }
    }
}
