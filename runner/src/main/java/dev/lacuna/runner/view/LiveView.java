package dev.lacuna.runner.view;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run on a terminal: events scroll by, and below them stands what is being done, the time left, and a strip of marks for each probe.
 *
 * <p>Redrawn five times a second at most, and not at all while the terminal does not take what was drawn before.
 */
public final class LiveView implements View {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final int NAMES = 32;
    private static final String ERASE_BELOW = "\u001b[J";
    private final Outlet outlet;
    private final Loop loop;
    private final int width;
    private final boolean colours;
    private final Telling telling = new Telling();
    private final Map<String, Strip> strips = new TreeMap<>();
    private final Map<String, Long> open = new TreeMap<>();
    private final StringBuilder news = new StringBuilder();
    private String doing = "starting";
    private long until;
    private int drawn;
    private boolean closed;

    public LiveView(Terminal terminal, boolean colours, Loop loop) {
        this.outlet = new Outlet(terminal.out(), loop);
        this.loop = loop;
        this.width = Math.max(20, terminal.width());
        this.colours = colours;
        loop.after(REDRAW, this::tick);
    }

    @Override
    public synchronized void read(EventStream.Entry entry) {
        telling.line(entry)
                .ifPresent(line ->
                        news.append(cut(line.replaceAll("\\s*\\R\\s*", " "))).append("\n"));
        if (entry.event() instanceof Event.Entered entered) {
            doing = (entered.trial() == 0 ? "" : "trial " + entered.trial() + ": ") + entered.doing();
            until = entry.at() + entered.atMost().toNanos();
        } else if (entry.event() instanceof Event.Observed observed) {
            observe(observed.observation());
        } else if (entry.event() instanceof Event.TrialBegan || entry.event() instanceof Event.TrialEnded) {
            // Between trials nobody samples: a gap that is still open would seem to grow.
            strips.clear();
            open.clear();
        }
    }

    private void observe(Observation observation) {
        if (observation instanceof Observation.Sampled sampled) {
            strips.computeIfAbsent(sampled.probe(), name -> new Strip()).sample(sampled.due(), sampled.good());
        } else if (observation instanceof Observation.GapBegan gap) {
            open.put(gap.probe(), gap.began().lower());
        } else if (observation instanceof Observation.GapEnded gap) {
            open.remove(gap.probe());
        }
    }

    private synchronized void tick() {
        if (closed) {
            return;
        }
        if (outlet.idle()) {
            outlet.add(picture(below()));
        }
        loop.after(REDRAW, this::tick);
    }

    /** What takes the place of the lines drawn before. */
    private String picture(List<String> lines) {
        var picture = new StringBuilder();
        picture.append("\r");
        if (drawn > 0) {
            picture.append("\u001b[").append(drawn).append("A");
        }
        picture.append(ERASE_BELOW).append(news);
        news.setLength(0);
        lines.forEach(line -> picture.append(line).append("\n"));
        drawn = lines.size();
        return picture.toString();
    }

    private List<String> below() {
        List<String> lines = new ArrayList<>();
        long left = until - loop.now();
        var more = left > 0 ? String.format(Locale.ROOT, ", at most %d s more", left / 1_000_000_000 + 1) : "";
        lines.add(cut("  " + doing, width - more.length()) + more);
        int names = Math.min(
                NAMES, strips.keySet().stream().mapToInt(String::length).max().orElse(0));
        strips.forEach((probe, strip) -> lines.add(strip(probe, strip, names)));
        return lines;
    }

    private String strip(String probe, Strip strip, int names) {
        var gap = open.containsKey(probe)
                ? String.format(Locale.ROOT, " gap %.1f s", (loop.now() - open.get(probe)) / 1e9)
                : "";
        var name = probe.length() > names ? probe.substring(0, names) : probe + " ".repeat(names - probe.length());
        var marks = strip.marks(width - names - gap.length() - 5);
        return "  " + name + "  " + (colours ? marks.replaceAll("(#+)", "\u001b[31m$1\u001b[0m") : marks) + gap;
    }

    /** A line that wraps would spoil the count of lines. */
    private String cut(String line) {
        return cut(line, width);
    }

    private static String cut(String line, int columns) {
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 2)) + "…";
    }

    @Override
    public synchronized void close() {
        closed = true;
        outlet.add(picture(List.of()));
        outlet.drain();
    }
}
