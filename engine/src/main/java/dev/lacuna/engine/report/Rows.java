package dev.lacuna.engine.report;

import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.List;

/** What terminal and Markdown tell in tables: the same cells. */
final class Rows {
    static final List<String> SLOS = List.of("SLO", "allowed", "measured", "verdict", "reason");
    static final List<String> TRIALS =
            List.of("trial", "experiment", "injected at", "effective at", "proof", "healed", "notes");
    static final List<String> GAPS = List.of("trial", "gap of", "length", "began at", "why");
    private final RunReport report;

    Rows(RunReport report) {
        this.report = report;
    }

    List<List<String>> slos() {
        return report.judgements().stream().map(Rows::slo).toList();
    }

    private static List<String> slo(Judgement judgement) {
        var slo = judgement.slo();
        var asked = slo.statistic().word() + " " + slo.bound();
        return List.of(
                slo.name(),
                asked,
                judgement.value().map(Measurement::toString).orElse("no value"),
                judgement.verdict().name(),
                judgement.reason());
    }

    List<List<String>> trials() {
        List<List<String>> rows = new ArrayList<>();
        for (TrialReport trial : report.trials()) {
            if (trial.experiments().isEmpty()) {
                rows.add(List.of(String.valueOf(trial.number()), "-", "-", "-", "-", "-", notes(trial)));
            }
            trial.experiments().forEach(step -> rows.add(row(trial, step)));
        }
        return rows;
    }

    private List<String> row(TrialReport trial, TrialReport.Step step) {
        return List.of(
                String.valueOf(trial.number()),
                step.name(),
                step.injection().map(Injection::command).map(this::at).orElse("never"),
                step.injection().map(Injection::effect).map(this::at).orElse("never"),
                step.proof()
                        .map(proof -> proof.held() ? "held" : "missing: " + String.join("; ", proof.evidence()))
                        .orElse("none"),
                step.healing()
                        .map(healing -> healing.verified()
                                ? "verified"
                                : "NOT HEALED: " + String.join("; ", healing.leftovers()))
                        .orElse(step.clean() ? "-" : "unknown"),
                notes(trial));
    }

    private static String notes(TrialReport trial) {
        var notes = Words.trial(trial.verdict()) + (trial.sameHost() ? ", sameHost" : "");
        return trial.reason().isEmpty() ? notes : notes + ": " + trial.reason();
    }

    List<List<String>> gaps() {
        List<List<String>> rows = new ArrayList<>();
        report.trials()
                .forEach(trial -> trial.gaps()
                        .forEach((probe, gaps) -> gaps.forEach(gap -> rows.add(List.of(
                                String.valueOf(trial.number()),
                                probe,
                                gap.open()
                                        ? "not over, " + gap.length().inSeconds()
                                        : gap.length().inSeconds(),
                                at(gap.began()),
                                gap.reason())))));
        return rows;
    }

    private String at(Interval moment) {
        return moment.plus(-report.start()).inSeconds();
    }
}
