package dev.lacuna.experiments.rehearsal.lease;

import java.util.List;

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

    /** Several controllers of one process. */
    static Leader together(List<Leader> all) {
        return new Leader() {
            @Override
            public void begin(boolean settled) {
                all.forEach(one -> one.begin(settled));
            }

            @Override
            public void end() {
                all.forEach(Leader::end);
            }
        };
    }
}
