package dev.lacuna.experiments.rehearsal.etcd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What etcd's quorum has agreed on. */
public final class Store {
    private final Map<String, Object> values = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long revision = 1_000;

    /** A key's new value at a revision. */
    public record Change(long revision, String key, Object value) {}

    public long revision() {
        return revision;
    }

    /** Writes a value, to be called when a quorum has taken it; answers the revision. */
    public long put(String key, Object value) {
        revision++;
        values.put(key, value);
        changes.add(new Change(revision, key, value));
        return revision;
    }

    /** A write that nobody watches. */
    public long touch() {
        return ++revision;
    }

    public Optional<Object> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    public void remove(String key) {
        values.remove(key);
    }

    /** All changes so far, oldest first. */
    public List<Change> changes() {
        return changes;
    }
}
