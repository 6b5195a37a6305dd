package dev.lacuna.experiments.kubernetes.api;

/** Hears from a {@link ResourceWatch}, on the loop. */
@FunctionalInterface
public interface WatchListener {

    void onSeen(Seen seen);

    /** The first list, or a new one after a loss, has been handed over in full. */
    default void onListed(long receivedAt) {}

    /** A gap has ended. It is reported before anything that was seen after it. */
    default void onGap(WatchGap gap) {}

    /** Something went wrong, in words that name path and endpoint; the watch goes on trying. */
    default void onTrouble(String words) {}
}
