package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonObject;

/**
 * An object as a watch saw it.
 *
 * @param object the whole object; for DELETED its last state
 * @param receivedAt when its first byte was there, in nanoseconds of the run's monotonic clock; for LISTED, and for a deletion that only a new
 *     list showed, when the list was there
 */
public record Seen(Type type, JsonObject object, long receivedAt) {

    /** How it came to be seen. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED,
        /** It was in a list: it may have been there before, and may have changed more than once since it was last seen. */
        LISTED
    }
}
