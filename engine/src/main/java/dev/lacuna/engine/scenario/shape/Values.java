package dev.lacuna.engine.scenario.shape;

import dev.lacuna.engine.scenario.yaml.YamlMap;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What was read for the fields of one mapping. */
public final class Values {
    private final IdentityHashMap<Slot<?>, Object> values = new IdentityHashMap<>();
    private final Set<Slot<?>> unread = Collections.newSetFromMap(new IdentityHashMap<>());
    private final YamlMap map;
    private final Place place;
    private final int problemsBefore;

    Values(YamlMap map, Place place) {
        this.map = map;
        this.place = place;
        this.problemsBefore = place.findings().count();
    }

    /** What stands for the field, or its default. */
    @SuppressWarnings("unchecked") // read() alone puts values in, each under the slot that read it
    public <V> V get(Field<V> field) {
        var value = values.get(field.slot());
        if (value == null) {
            throw unread.contains(field.slot())
                    ? new Unread()
                    : new IllegalStateException(
                            "the field is of another shape: " + field.slot().keys());
        }
        return (V) value;
    }

    /** The same, or nothing where it has a problem. */
    @SuppressWarnings("unchecked") // as in get()
    public <V> Optional<V> find(Field<V> field) {
        return Optional.ofNullable((V) values.get(field.slot()));
    }

    /** What is made of the mapping, or nothing where any part of it has a problem; an {@link IllegalArgumentException} of {@code maker} is one. */
    public <R> Optional<R> whole(Supplier<R> maker) {
        if (!sound()) {
            return Optional.empty();
        }
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            problem(List.of(), "can't be taken: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Those of the field's keys that were written. */
    public List<String> keys(Field<?> field) {
        return field.slot().keys().stream()
                .filter(key -> map.entry(key).isPresent())
                .toList();
    }

    /** Whether the field was written, and not left to its default. */
    public boolean given(Field<?> field) {
        return !none(field.slot().keys());
    }

    /** Where the mapping stands. */
    public Origin origin() {
        return place.origin(map);
    }

    /** Where the field's value stands, or the mapping where it was left out. */
    public Origin origin(Field<?> field) {
        for (var key : field.slot().keys()) {
            var node = map.get(key);
            if (node.isPresent()) {
                return place.key(key).origin(node.get());
            }
        }
        return origin();
    }

    /** Whether nothing in the mapping has a problem, as far as it was read. */
    boolean sound() {
        return place.findings().count() == problemsBefore;
    }

    boolean none(List<String> keys) {
        return count(keys) == 0;
    }

    int count(List<String> keys) {
        int count = 0;
        for (var key : keys) {
            count += map.entry(key).isPresent() ? 1 : 0;
        }
        return count;
    }

    <V> void read(Slot<V> slot) {
        Optional<V> value = slot.read(map, place);
        if (value.isEmpty()) {
            leaveOut(slot);
        } else {
            values.put(slot, value.get());
        }
    }

    /** The slot has no value; why was reported. */
    void leaveOut(Slot<?> slot) {
        unread.add(slot);
    }

    void problem(Problem problem) {
        place.findings().add(problem.origin(), problem.message());
    }

    void problem(List<String> blamed, String message) {
        for (var key : blamed) {
            var entry = map.entry(key);
            if (entry.isPresent()) {
                place.key(key).problem(entry.get().value(), message);
                return;
            }
        }
        place.problem(map, message);
    }

    /** A rule asked for a field that could not be read: it says nothing then. Never leaves this package. */
    static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unread() {
            super("the field could not be read", null, false, false);
        }
    }
}
