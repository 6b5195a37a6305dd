package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.run.ExperimentResult;
import dev.lacuna.engine.run.TrialResult;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.handover.Handover;
import dev.lacuna.experiments.kill.Kill;
import dev.lacuna.experiments.network.Network;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.time.Duration;
import java.util.List;

/** Where a trial has passed, its faults were truly in force, when and where it says, and for as long as it says. */
final class Proofs {
    /** A quorum follows the new leader of etcd a little after he leads. */
    private static final long FOLLOWED = 500_000_000L;

    private final Account account;

    private Proofs(Account account) {
        this.account = account;
    }

    static void check(Account account) {
        var proofs = new Proofs(account);
        account.trials().stream()
                .filter(trial -> trial.verdict() == Verdict.PASS)
                .forEach(proofs::trial);
    }

    private void trial(TrialResult trial) {
        for (ExperimentResult experiment : trial.experiments()) {
            var spec = account.made.scenario().experiments().stream()
                    .filter(one -> one.name().equals(experiment.name()))
                    .findFirst()
                    .orElseThrow();
            if (experiment.injection().isEmpty()) {
                account.breaks("PASS of trial " + trial.number() + ", and `" + spec.name() + "` was not injected");
            } else {
                for (Target target : experiment.proposal().targets()) {
                    inForce(spec, experiment, target, "trial " + trial.number() + ", `" + spec.name() + "`");
                }
            }
        }
    }

    private void inForce(Experiment spec, ExperimentResult experiment, Target target, String where) {
        var injection = experiment.injection().orElseThrow();
        if (spec.fault() instanceof Network) {
            filtered(injection.command(), target.node(), spec.lasting().orElseThrow(), where);
            return;
        }
        String how = spec.fault() instanceof Handover handover ? handover.how().word() : "";
        if (how.equals("lease")) {
            boolean written = account.witness
                    .of(Happening.Kind.HELD)
                    .anyMatch(one -> one.what().startsWith("lacuna-nobody") && within(one, injection.effect()));
            require(
                    written,
                    where + " passed, and no foreign holder was in a lease at "
                            + injection.effect().inSeconds());
            return;
        }
        if (how.equals("transfer")) {
            boolean another = account.witness
                    .of(Happening.Kind.ETCD_LED)
                    .anyMatch(one -> one.at() >= injection.effect().lower()
                            && one.at() <= injection.effect().upper() + FOLLOWED
                            && !one.node().isEmpty()
                            && !one.node().equals(target.node()));
            require(
                    another,
                    where + " passed, and no other member came to lead etcd at "
                            + injection.effect().inSeconds());
            return;
        }
        if (spec.fault() instanceof Kill kill && kill.mode() != Kill.Mode.SIGNAL) {
            // What is removed goes after its grace.
            require(
                    hits(Happening.Kind.GONE, target).stream()
                            .anyMatch(one -> one.at() >= injection.effect().lower()),
                    where + " passed, and the process of " + target.object() + " has not ended since");
            return;
        }
        var kind = how.equals("certain") ? Happening.Kind.STOPPED : Happening.Kind.GONE;
        var hits = hits(kind, target);
        require(
                hits.stream().anyMatch(one -> within(one, injection.effect())),
                where + " passed, and " + target.object() + " was not " + kind + " at "
                        + injection.effect().inSeconds() + " but at "
                        + hits.stream().map(Happening::at).toList());
    }

    private List<Happening> hits(Happening.Kind kind, Target target) {
        String pod = target.object().substring(target.object().lastIndexOf('/') + 1);
        String component =
                pod.substring(0, Math.max(0, pod.length() - target.node().length() - 1));
        return account.witness
                .of(kind)
                .filter(one -> one.node().equals(target.node())
                        && (one.what().equals(component) || one.what().equals(pod)))
                .toList();
    }

    private void filtered(Interval command, String node, Duration lasting, String where) {
        var set = account.witness
                .of(Happening.Kind.FILTER_SET)
                .filter(one -> one.node().equals(node) && within(one, command))
                .findFirst();
        require(set.isPresent(), where + " passed, and on " + node + " no filter was set at " + command.inSeconds());
        set.ifPresent(filter -> account.witness
                .of(Happening.Kind.FILTER_GONE, node, filter.what())
                .filter(gone -> gone.at() >= filter.at() && gone.at() < command.upper() + lasting.toNanos())
                .forEach(gone -> account.breaks(where + " passed, and the filter on " + node + " was gone at "
                        + gone.at() + ", before its time of " + lasting.toSeconds() + " s was over")));
    }

    private static boolean within(Happening one, Interval bounds) {
        return one.at() >= bounds.lower() && one.at() <= bounds.upper();
    }

    private void require(boolean fine, String otherwise) {
        if (!fine) {
            account.breaks(otherwise);
        }
    }
}
