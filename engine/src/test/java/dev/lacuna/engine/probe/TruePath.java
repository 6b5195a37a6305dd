package dev.lacuna.engine.probe;

import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A path whose outages are known, and samples of it as an imperfect runner takes them: sent late, at a moment known within bounds only, some ticks
 * skipped. Each outage, and each time between two, is long enough to be seen.
 */
record TruePath(long period, List<Interval> outages, long end) {
    private static final int LONGEST_DELAY = 30;

    static TruePath drawn(SplittableRandom random, long period) {
        List<Interval> outages = new ArrayList<>();
        long at = 0;
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            long from = at + random.nextLong(4 * period, 30 * period);
            at = from + random.nextLong(4 * period, 40 * period);
            outages.add(new Interval(from, at));
        }
        return new TruePath(period, outages, at + 5 * period);
    }

    List<Sample> samples(SplittableRandom random) {
        List<Sample> samples = new ArrayList<>();
        boolean skipped = false;
        for (long due = 0; due < end; due += period) {
            skipped = !skipped && due > 0 && due < end - 2 * period && random.nextInt(10) == 0;
            if (!skipped) {
                samples.add(sample(due, random));
            }
        }
        return samples;
    }

    private Sample sample(long due, SplittableRandom random) {
        long from = due + random.nextLong(LONGEST_DELAY);
        long truly = from + random.nextLong(LONGEST_DELAY);
        var sent = new Interval(from, truly + random.nextLong(LONGEST_DELAY));
        boolean down = outages.stream().anyMatch(outage -> outage.lower() <= truly && truly < outage.upper());
        var answered = down ? OptionalLong.empty() : OptionalLong.of(sent.upper() + random.nextLong(3 * period));
        return new Sample(due, sent, answered, !down, down ? "down" : "");
    }

    long longest() {
        return outages.stream().mapToLong(Interval::width).max().orElse(0);
    }

    long total() {
        return outages.stream().mapToLong(Interval::width).sum();
    }
}
