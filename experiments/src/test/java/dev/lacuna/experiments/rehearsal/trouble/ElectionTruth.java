package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.run.TrialResult;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.handover.Handover;
import dev.lacuna.experiments.kill.Kill;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.ArrayList;
import java.util.List;

/** Who led, by the writes that etcd agreed on: what an election's gap and recovery must hold. */
final class ElectionTruth {
    private static final String NOBODY = "lacuna-nobody";
    private static final long RELEASE_LEAD = 5_000_000_000L;
    private final Account account;
    /** As scenarios and measures name it, and as its lease is called. */
    private final String title;

    private final String election;
    private final Interval effect;
    /** When the leader's process truly was gone, or stood still. */
    private final long lost;
    /** From when on a takeover belongs to the fault: a leader may give its lease back before its process is gone. */
    private long since;

    private ElectionTruth(Account account, String title, Interval effect, long lost) {
        this.account = account;
        this.title = title;
        this.election = name(title);
        this.effect = effect;
        this.lost = lost;
    }

    /** Of a trial with one experiment that takes a leader's process away: of others there is no single truth. */
    static void check(Account account, TrialResult trial) {
        var experiments = account.made.scenario().experiments();
        if (experiments.size() != 1
                || trial.experiments().get(0).proposal().targets().size() != 1) {
            return;
        }
        var target = trial.experiments().get(0).proposal().targets().get(0);
        for (String title : List.of("kube-scheduler", "kube-controller-manager", ModelDraw.OPERATOR)) {
            if (target.object().contains("/" + name(title) + "-") && takesProcess(experiments.get(0))) {
                hit(account, trial.effect().orElseThrow(), target, title)
                        .ifPresent(lost ->
                                new ElectionTruth(account, title, trial.effect().get(), lost).check(trial));
            }
        }
    }

    private static String name(String title) {
        return title.substring(title.indexOf('/') + 1);
    }

    private static boolean takesProcess(Experiment experiment) {
        return experiment.fault() instanceof Kill
                || (experiment.fault() instanceof Handover handover
                        && !handover.how().word().equals("lease"));
    }

    private static java.util.Optional<Long> hit(Account account, Interval effect, Target target, String component) {
        return account.witness.seen().stream()
                .filter(one -> (one.kind() == Happening.Kind.GONE || one.kind() == Happening.Kind.STOPPED)
                        && one.node().equals(target.node())
                        && (one.what().equals(component) || target.object().endsWith("/" + one.what()))
                        && one.at() >= effect.lower()
                        && one.at() <= effect.upper())
                .map(Happening::at)
                .findFirst();
    }

    private void check(TrialResult trial) {
        var writes = account.witness
                .of(Happening.Kind.HELD)
                .filter(one -> one.node().equals(election) && !one.what().startsWith(NOBODY))
                .toList();
        String old = "";
        long from = effect.lower();
        for (Happening one : writes) {
            boolean released = one.what().isEmpty() && one.at() > effect.lower() - RELEASE_LEAD;
            if (one.at() < from && released) {
                from = one.at();
            } else if (one.at() < from && !one.what().isEmpty()) {
                old = one.what();
            }
        }
        since = from;
        holds(trial, "gap", gaps(writes, old));
        holds(trial, "recovery", recoveries(writes, old));
    }

    /** From the loss, or from a renewal that was under way at that moment and came later. */
    private List<Long> gaps(List<Happening> writes, String old) {
        long last = lost;
        List<Long> truths = new ArrayList<>();
        for (Happening one : writes) {
            if (one.what().equals(old) && one.at() > effect.lower()) {
                last = one.at();
            } else if (one.at() > since && !one.what().isEmpty() && !one.what().equals(old)) {
                truths.add(one.at() - lost);
                truths.add(one.at() - last);
                return truths;
            }
        }
        return truths;
    }

    private List<Long> recoveries(List<Happening> writes, String old) {
        String holder = "";
        int count = 0;
        for (Happening one : writes) {
            if (one.at() > effect.lower() - RELEASE_LEAD
                    && !one.what().isEmpty()
                    && !one.what().equals(old)) {
                count = one.what().equals(holder) ? count + 1 : 1;
                holder = one.what();
                if (count == 3) {
                    return List.of(one.at() - lost);
                }
            }
        }
        return List.of();
    }

    private void holds(TrialResult trial, String what, List<Long> truths) {
        String name = "election." + title + "." + what;
        Measurement measured = trial.measures().get(name);
        if (measured == null || (Double.isInfinite(measured.upper()) && truths.isEmpty())) {
            return;
        }
        if (!Numbers.holds(measured, truths)) {
            account.breaks("trial " + trial.number() + ": " + name + " was measured as " + measured + ", and was "
                    + truths.stream().map(one -> one / 1e9 + " s").toList());
        }
    }
}
