package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.run.TrialResult;
import dev.lacuna.engine.scenario.Slo;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.api.Api;
import dev.lacuna.experiments.canary.CanarySpec;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.probe.ClusterProbe;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.List;
import java.util.Locale;

/** Every interval holds what was truly so, and nothing passes whose true recovery came after its bound. */
final class Numbers {
    private final Account account;

    private Numbers(Account account) {
        this.account = account;
    }

    static void check(Account account) {
        var numbers = new Numbers(account);
        for (TrialResult trial : account.trials()) {
            if (trial.effect().isPresent() && !trial.measures().isEmpty()) {
                ElectionTruth.check(account, trial);
                numbers.passes(trial);
            }
        }
    }

    private void passes(TrialResult trial) {
        for (Slo slo : account.made.scenario().slos()) {
            var value = trial.measures().get(slo.measure());
            if (value != null && slo.bound().limit().verdict(value) == Verdict.PASS) {
                account.made.scenario().probes().stream()
                        .filter(probe -> slo.measure().startsWith(probe.name() + "."))
                        .forEach(probe -> passed(trial, slo, (ClusterProbe) probe));
            }
        }
    }

    private void passed(TrialResult trial, Slo slo, ClusterProbe probe) {
        boolean recovery = slo.measure().endsWith(".recovery");
        if (!recovery && !slo.measure().endsWith(".longestGap")) {
            return;
        }
        long bound = (long) (slo.bound().limit().value() * 1e9);
        var effect = trial.effect().orElseThrow();
        if (probe instanceof CanarySpec canary && recovery) {
            worked(slo, canary, effect, bound);
        } else if (probe instanceof Api api) {
            long allowed =
                    bound + api.head().timeout().toNanos() + api.head().every().toNanos();
            leaderless(trial, slo, effect, allowed);
            down(trial, slo, api, allowed);
        }
    }

    private void worked(Slo slo, CanarySpec canary, Interval effect, long bound) {
        if (canary.job() == Canary.Job.WATCH) {
            return;
        }
        String component = canary.job() == Canary.Job.SCHEDULER ? "kube-scheduler" : "kube-controller-manager";
        boolean worked = account.witness
                .of(Happening.Kind.WORKED, "", component)
                .anyMatch(one -> one.at() >= effect.lower() && one.at() <= effect.upper() + bound);
        if (!worked) {
            account.breaks("false pass: " + slo.measure() + " " + slo.bound() + ", and " + component
                    + " has done nothing in that time");
        }
    }

    /** Whoever asks an API server asks etcd, and nobody is answered while none leads. */
    private void leaderless(TrialResult trial, Slo slo, Interval effect, long allowed) {
        long from = -1;
        for (Happening one : account.witness.of(Happening.Kind.ETCD_LED).toList()) {
            if (one.node().isEmpty()) {
                from = one.at();
            } else if (from >= effect.upper() && one.at() <= measuredAt(trial) && one.at() - from > allowed) {
                account.breaks(String.format(
                        Locale.ROOT,
                        "false pass: %s %s, and nobody led etcd for %.3f s",
                        slo.measure(),
                        slo.bound(),
                        (one.at() - from) / 1e9));
            }
        }
    }

    /** A server that is asked by itself: from its process's end until it serves again. */
    private void down(TrialResult trial, Slo slo, Api api, long allowed) {
        String through = api.asked().through();
        if (through.equals("balancer")) {
            return;
        }
        long effect = trial.effect().orElseThrow().lower();
        for (Happening gone : account.witness.of(Happening.Kind.GONE).toList()) {
            boolean asked = gone.what().equals(ClusterTroubles.API_SERVER)
                    && (through.equals("each") || through.equals(gone.node()));
            if (asked && gone.at() >= effect) {
                account.witness
                        .firstSince(
                                gone.at(),
                                one -> one.kind() == Happening.Kind.SERVES
                                        && one.node().equals(gone.node()))
                        .filter(back -> back.at() <= measuredAt(trial) && back.at() - gone.at() > allowed)
                        .ifPresent(back -> account.breaks("false pass: " + slo.measure() + " " + slo.bound()
                                + ", and the API server on " + gone.node() + " was down for "
                                + (back.at() - gone.at()) / 1_000_000 + " ms"));
            }
        }
    }

    private long measuredAt(TrialResult trial) {
        return account.events.stream()
                .filter(entry -> entry.event() instanceof Event.Measured measured && measured.trial() == trial.number())
                .mapToLong(entry -> entry.at())
                .findFirst()
                .orElse(0);
    }

    /** Whether a measured length of time may be one of these, in nanoseconds. */
    static boolean holds(Measurement measured, List<Long> truths) {
        return truths.stream().anyMatch(truth -> {
            double seconds = Math.max(0, truth) / 1e9;
            return measured.lower() <= seconds + 1e-9 && seconds - 1e-9 <= measured.upper();
        });
    }
}
