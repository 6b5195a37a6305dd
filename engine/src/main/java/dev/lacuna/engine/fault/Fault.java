package dev.lacuna.engine.fault;

import dev.lacuna.engine.time.Loop;

/** One experiment of a scenario, bound to a cluster. */
public interface Fault {

    /**
     * What would be hit now. Reads the cluster and touches nothing: {@code plan} prints the answer, a run goes on from the same object.
     *
     * @throws FaultException when there is no target, or this cluster can't have this fault
     */
    Proposal propose(Loop loop);

    /**
     * Makes everything ready that the fault needs, so that nothing has to be created once the cluster is disturbed. Nothing is hit yet.
     *
     * @throws FaultException when the target of {@code proposal} is gone or another one by now
     */
    Strike prepare(Proposal proposal, Loop loop);
}
