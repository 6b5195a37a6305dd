package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a run said and what was so, in one order of time. */
final class Trace {
    private static final int LONGEST = 260;

    private Trace() {}

    private record Line(long at, String text) {}

    static String of(Account account) {
        List<Line> lines = new ArrayList<>();
        account.events.stream()
                .filter(Trace::tells)
                .forEach(entry -> lines.add(new Line(entry.at(), "run      " + entry.event())));
        account.witness.seen().stream()
                .filter(one -> one.kind() != Happening.Kind.WORKED)
                .filter(one -> one.kind() != Happening.Kind.HELD || one.what().isEmpty() || first(account, one))
                .forEach(one ->
                        lines.add(new Line(one.at(), "witness  " + one.kind() + " " + one.node() + " " + one.what())));
        account.made.troubles().forEach(trouble -> lines.add(new Line(trouble.from(), "trouble  " + trouble)));
        lines.add(new Line(
                account.endedAt, account.killedAt.isPresent() ? "the runner is dead" : "the run has returned"));
        var text = new StringBuilder(account.made.words()).append('\n');
        lines.stream()
                .sorted(Comparator.comparingLong(Line::at))
                .forEach(line -> text.append(String.format(
                        Locale.ROOT,
                        "%11.6f  %s%n",
                        line.at / 1e9,
                        line.text.substring(0, Math.min(LONGEST, line.text.length())))));
        account.result.ifPresent(result -> text.append("result: ")
                .append(result.verdict())
                .append(", exit code ")
                .append(result.ending().exitCode())
                .append(": ")
                .append(result.reason())
                .append('\n'));
        account.recovered.ifPresent(
                outcome -> text.append("recovery: ").append(outcome).append('\n'));
        account.broken.forEach(
                promise -> text.append("BROKEN: ").append(promise).append('\n'));
        return text.toString();
    }

    private static boolean tells(EventStream.Entry entry) {
        return !(entry.event() instanceof Event.Observed observed
                && observed.observation() instanceof Observation.Sampled);
    }

    /** Renewals say nothing new. */
    private static boolean first(Account account, Happening held) {
        return account.witness
                .lastBefore(
                        held.at(),
                        one -> one.kind() == Happening.Kind.HELD && one.node().equals(held.node()))
                .filter(before -> before.what().equals(held.what()))
                .isEmpty();
    }
}
