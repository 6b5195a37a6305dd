package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a run said and what was so, in one order of time: all of it, or what leads to the promise that was broken. */
final class Trace {
    private static final int LONGEST = 260;
    private final Account account;
    private final List<Line> lines = new ArrayList<>();

    /** @param always whether the story can't be told without it */
    private record Line(long at, String text, boolean always) {}

    private Trace(Account account) {
        this.account = account;
        account.events.stream()
                .filter(Trace::tells)
                .forEach(entry -> add(entry.at(), "run      " + entry.event(), isDeed(entry.event())));
        account.witness.seen().stream()
                .filter(one -> one.kind() != Happening.Kind.WORKED)
                .filter(one -> one.kind() != Happening.Kind.HELD || one.what().isEmpty() || first(account, one))
                .forEach(one -> add(one.at(), "witness  " + one.kind() + " " + one.node() + " " + one.what(), false));
        account.made.troubles().forEach(trouble -> add(trouble.from(), "trouble  " + trouble, true));
        account.vain.forEach(one -> add(one.at(), "recovery fails: " + one.why(), true));
        add(account.endedAt, account.killedAt.isPresent() ? "the runner is dead" : "the run has returned", true);
        lines.sort(Comparator.comparingLong(Line::at));
    }

    private void add(long at, String text, boolean always) {
        lines.add(new Line(at, text.substring(0, Math.min(LONGEST, text.length())), always));
    }

    private static boolean isDeed(Event event) {
        return event instanceof Event.Injected || event instanceof Event.Healed || event instanceof Event.RunEnded;
    }

    static String of(Account account) {
        var trace = new Trace(account);
        return account.made.words() + "\n" + text(trace.lines) + trace.outcome();
    }

    /**
     * Only from the first trouble, or the last injection before the promise was broken, whichever came first, to the moment at which that was found out; and of that only what was
     * done, and what names somebody of whom the broken promise speaks. All of it where that speaks of nobody.
     */
    static String shortest(Account account) {
        var trace = new Trace(account);
        var concerned = Concerned.by(account);
        long from = trace.begin();
        long to = account.brokenAt.orElse(Long.MAX_VALUE);
        var kept = trace.lines.stream()
                .filter(line -> line.at >= from && line.at <= to)
                .filter(line -> line.always || concerned.in(line.text))
                .toList();
        return "%s%n%d of %d lines, those of %s:%n%s%s"
                .formatted(
                        account.made.words(), kept.size(), trace.lines.size(), concerned, text(kept), trace.outcome());
    }

    private long begin() {
        long trouble =
                account.made.troubles().stream().mapToLong(Trouble::from).min().orElse(Long.MAX_VALUE);
        long injected = account.events.stream()
                .filter(entry -> entry.at() <= account.brokenAt.orElse(Long.MAX_VALUE)
                        && entry.event() instanceof Event.Injected)
                .mapToLong(entry ->
                        ((Event.Injected) entry.event()).injection().command().lower())
                .max()
                .orElse(Long.MAX_VALUE);
        long begin = Math.min(trouble, injected);
        return begin > account.endedAt ? 0 : begin;
    }

    private static String text(List<Line> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(String.format(Locale.ROOT, "%11.6f  %s%n", line.at / 1e9, line.text)));
        return text.toString();
    }

    private String outcome() {
        var text = new StringBuilder();
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
