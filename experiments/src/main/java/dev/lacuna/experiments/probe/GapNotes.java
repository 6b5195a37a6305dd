package dev.lacuna.experiments.probe;

import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the gaps of one path and tells of each when it is noticed and when it is over. Belongs to the loop. */
public final class GapNotes {
    private final String probe;
    private final Consumer<Observation> observer;
    private final List<Gap> closed = new ArrayList<>();
    private @Nullable Open open;

    private record Open(Interval began, String reason) {}

    public GapNotes(String probe, Consumer<Observation> observer) {
        this.probe = probe;
        this.observer = observer;
    }

    /** Nothing happens when a gap is open already: two gaps with nothing good between them are one. */
    public void begin(Interval began, String reason) {
        if (open == null) {
            open = new Open(began, reason);
            observer.accept(new Observation.GapBegan(probe, began, reason));
        }
    }

    /**
     * Nothing happens when none is open.
     *
     * @param works when the path itself worked again, as {@link Observation.GapEnded} has it
     */
    public void end(Interval ended, Interval works) {
        var was = open;
        if (was != null) {
            open = null;
            var gap = new Gap(was.began, ended, false, was.reason);
            closed.add(gap);
            observer.accept(new Observation.GapEnded(probe, ended, works, gap.length()));
        }
    }

    public boolean isOpen() {
        return open != null;
    }

    /**
     * All gaps, oldest first.
     *
     * @param end of the observation: where one that is open ends
     */
    public List<Gap> until(long end) {
        List<Gap> all = new ArrayList<>(closed);
        var still = open;
        if (still != null) {
            all.add(new Gap(still.began, Interval.exactly(Math.max(end, still.began.upper())), true, still.reason));
        }
        return all;
    }
}
