package dev.lacuna.experiments.rehearsal.witness;

import dev.lacuna.engine.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Passes on what happens to whoever wants to know. */
public final class Happenings {
    private final Clock clock;
    private final List<Consumer<Happening>> witnesses = new ArrayList<>();

    public Happenings(Clock clock) {
        this.clock = clock;
    }

    /** {@code witness} hears of everything from now on, on the loop. */
    public void tell(Consumer<Happening> witness) {
        witnesses.add(witness);
    }

    /** It happens now. */
    public void happened(Happening.Kind kind, String node, String what) {
        if (!witnesses.isEmpty()) {
            var happening = new Happening(clock.now(), kind, node, what);
            witnesses.forEach(witness -> witness.accept(happening));
        }
    }
}
