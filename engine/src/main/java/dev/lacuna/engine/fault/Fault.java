package dev.lacuna.engine.fault;

import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.time.Loop;
import java.util.List;

/** One experiment of a scenario, bound to a cluster. */
public interface Fault {

    /** Those of its rights that are known before anything is read, so that what lacks is told at once, and not only the first refusal. */
    default List<Right> rights() {
        return List.of();
    }

    /**
     * What would be hit now. Reads the cluster and touches nothing: {@code plan} prints the answer, a run goes on from the same object.
     *
     * @throws FaultException when there is no target, or this cluster can't have this fault
     */
    Proposal propose(Loop loop);

    /**
     * How long the cluster's own timers leave without a leader what this fault would take it from. Reads the cluster and touches nothing.
     *
     * @return nothing for what no timer bounds
     */
    default List<TimerBound> bounds(Proposal proposal, Loop loop) {
        return List.of();
    }

    /**
     * Makes everything ready that the fault needs, so that nothing has to be created once the cluster is disturbed. Nothing is hit yet.
     *
     * @throws FaultException when the target of {@code proposal} is gone or another one by now
     */
    Strike prepare(Proposal proposal, Loop loop);
}
