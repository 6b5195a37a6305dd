package dev.lacuna.engine.report;

import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.explanation.Part;
import dev.lacuna.engine.slo.Bound;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.slo.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The explanation of a run: the parts of what SLOs measure, which of them breaks an SLO, and what the cluster's own timers say of it. */
final class WhereTimeWent {
    static final List<String> PARTS = List.of("trial", "where the time went", "of", "length", "known by");
    private static final double NANOS_IN_SECOND = 1e9;
    private final RunReport report;

    /**
     * Where an SLO was missed.
     *
     * @param part at whose end the bound was passed for certain
     */
    record Missed(int trial, Breakdown breakdown, Part part) {}

    WhereTimeWent(RunReport report) {
        this.report = report;
    }

    /** The parts of those measures that SLOs ask for. */
    List<List<String>> parts() {
        List<List<String>> rows = new ArrayList<>();
        report.trials()
                .forEach(trial -> trial.breakdowns().stream()
                        .filter(this::isAsked)
                        .forEach(breakdown ->
                                breakdown.parts().forEach(part -> rows.add(row(trial.number(), breakdown, part)))));
        return rows;
    }

    private boolean isAsked(Breakdown breakdown) {
        return report.judgements().stream()
                .anyMatch(judgement -> judgement.slo().measure().equals(breakdown.measure()));
    }

    private static List<String> row(int trial, Breakdown breakdown, Part part) {
        return List.of(
                String.valueOf(trial),
                part.name(),
                breakdown.measure(),
                part.length().inSeconds(),
                part.source());
    }

    /** Where an SLO that failed passed its bound, in the trial that took longest. */
    Optional<Missed> missed(Judgement judgement) {
        var slo = judgement.slo();
        boolean failed = judgement.verdict() == Verdict.FAIL
                && slo.bound().direction() == Bound.Direction.AT_MOST
                && slo.bound().unit() == Unit.SECONDS;
        if (!failed) {
            return Optional.empty();
        }
        long limit = Math.round(slo.bound().value() * NANOS_IN_SECOND);
        return report.trials().stream()
                .flatMap(trial -> trial.breakdowns().stream()
                        .filter(breakdown -> breakdown.measure().equals(slo.measure()))
                        .flatMap(breakdown ->
                                breakdown
                                        .passing(limit)
                                        .map(part -> new Missed(trial.number(), breakdown, part))
                                        .stream()))
                .max(Comparator.comparingLong(
                        missed -> missed.breakdown().whole().lower()));
    }

    /** One line for each SLO that failed and can be explained, and for each that the timers don't keep. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Judgement judgement : report.judgements()) {
            var missed = missed(judgement);
            var outlook = outlook(judgement);
            missed.ifPresent(where -> lines.add("%s: %s of %s was passed in trial %d in this part: %s, %s"
                    .formatted(
                            judgement.slo().name(),
                            judgement.slo().bound(),
                            judgement.slo().measure(),
                            where.trial(),
                            where.part().name(),
                            where.part().length().inSeconds())));
            outlook.filter(told -> missed.isPresent() || told.chance() != Outlook.Chance.KEPT)
                    .ifPresent(
                            told -> lines.add(judgement.slo().name() + ": the cluster's own timers: " + told.reason()));
        }
        return lines;
    }

    private Optional<Outlook> outlook(Judgement judgement) {
        return report.outlooks().stream()
                .filter(outlook -> outlook.slo().equals(judgement.slo().name()))
                .findFirst();
    }
}
