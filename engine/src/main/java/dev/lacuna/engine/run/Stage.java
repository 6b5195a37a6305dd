package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import java.time.Duration;

/** What a trial is doing. */
final class Stage {
    private final int trial;
    private final EventStream events;
    private RunState state = RunState.PREFLIGHT;
    private String doing = "";

    Stage(int trial, EventStream events) {
        this.trial = trial;
        this.events = events;
    }

    int trial() {
        return trial;
    }

    void enter(RunState next, String what, Duration atMost) {
        if (state != next && !state.next().contains(next)) {
            throw new IllegalStateException("a trial can't go from " + state + " to " + next);
        }
        state = next;
        doing = what;
        events.publish(new Event.Entered(trial, next.name(), what, atMost));
    }

    /** In words, as they were published last. */
    String doing() {
        return doing;
    }
}
