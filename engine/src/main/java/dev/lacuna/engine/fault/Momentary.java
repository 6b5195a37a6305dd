package dev.lacuna.engine.fault;

import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A strike that is over as soon as it is done: nothing of it stays in force, so that nothing has to be armed, held or ended, and nothing can be left. */
public interface Momentary extends Strike {

    @Override
    default void arm(Loop loop) {
        // Nothing will be in force that would have to end.
    }

    @Override
    default Optional<Duration> hold() {
        return Optional.empty();
    }

    @Override
    default void heal(Loop loop) {
        // Nothing is in force.
    }

    @Override
    default List<String> leftovers(Loop loop) {
        return List.of();
    }
}
