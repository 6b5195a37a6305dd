package dev.lacuna.engine.scenario.shape;

/**
 * What {@link Values} is asked with. Made by {@link Fields} only.
 *
 * @param <V> what is read for it
 */
public final class Field<V> {
    private final Slot<V> slot;

    Field(Slot<V> slot) {
        this.slot = slot;
    }

    Slot<V> slot() {
        return slot;
    }
}
