package dev.lacuna.experiments.rehearsal.lease;

/** What a process does while it leads. */
public interface Leader {

    /**
     * It leads.
     *
     * @param settled whether it has been leading for a long time
     */
    void begin(boolean settled);

    /** It leads no more, or its process is about to end. */
    void end();
}
