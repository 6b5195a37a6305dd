package dev.lacuna.runner.cluster;

import dev.lacuna.engine.time.Loop;
import java.util.List;
import java.util.Map;

/** Ends what earlier runs left. */
public interface Recovery {

    /** Everything that is left of any run, faults before helpers. Touches nothing. */
    List<Found> find(Search search, Loop loop);

    /**
     * Where to look beside the cluster's own copies of journals, its helper pods, objects and lock.
     *
     * @param everyNode whether to look at every node, also those that no journal and no helper names
     * @param journals texts of journals on disk, by run
     */
    record Search(boolean everyNode, Map<String, String> journals) {

        public Search {
            journals = Map.copyOf(journals);
        }
    }

    /** Ends and removes what was found, each on its own: one that can't be removed keeps none of the others. */
    Result recover(List<Found> found, Loop loop);

    /**
     * Something that a run left.
     *
     * @param run its ID; empty where that can't be told
     * @param what in words: {@code packet filter on node cp2}, {@code helper pod lacuna-agents/agent-cp2}
     */
    record Found(String run, String what) {

        @Override
        public String toString() {
            return run.isEmpty() ? what : what + " (run " + run + ")";
        }
    }

    /**
     * What came of it.
     *
     * @param removed what is gone for certain
     * @param left what is not, with the reason
     * @param alone what looks like a leftover, but nothing says that it is one: it was not touched
     */
    record Result(List<String> removed, List<String> left, List<String> alone) {

        public Result {
            removed = List.copyOf(removed);
            left = List.copyOf(left);
            alone = List.copyOf(alone);
        }
    }
}
