package dev.lacuna.experiments.target;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Somebody who is to be hit because he leads. Leadership may change in the seconds in which helpers are made ready; to hit a follower then is another fault than the one that was
 * asked for, and would pass easily. Called on the run's thread.
 */
public sealed interface Incumbent permits LeaseIncumbent, EtcdIncumbent {

    /**
     * Looks once more, and goes on looking where that is possible.
     *
     * @throws FaultException {@code TARGET_CHANGED} when another one leads, or nobody
     */
    void look(Loop loop);

    /**
     * To be called right before the deed. Asks nobody, so that it costs no time: what it says is known from {@link #look}.
     *
     * @throws FaultException {@code TARGET_CHANGED} when another one was seen to lead, or nobody
     */
    void requireInOffice();

    /** Begins to look, after the deed and without waiting, for who leads next. Nothing, where that is seen anyway. */
    void watchSuccession(Loop loop);

    /** When another one was seen to lead, if that was looked for and found. */
    List<Milestone> milestones();

    /** What shows, after the deed, that he led until then. Nothing, where the look goes on up to the deed. */
    Optional<Proof> deposed(Loop loop);

    /** Ends the look. May be called twice, or without any look. */
    void release(Loop loop);

    /**
     * Whom a selector has found. Empty where it does not mean a leader.
     *
     * @param victim as messages name it
     * @param node where it runs
     * @param records the record of an election, as it was when the victim was chosen
     */
    static Optional<Incumbent> of(
            Selector selector,
            String victim,
            String node,
            ControlPlane cluster,
            Function<String, LeaseRecord> records) {
        return selector.leaderOf()
                .map(election -> election.equals(EtcdMember.ELECTION)
                        ? new EtcdIncumbent(cluster, node)
                        : new LeaseIncumbent(cluster, records.apply(election), victim));
    }

    /**
     * Holds a record against the one by which the victim was chosen.
     *
     * @throws FaultException {@code TARGET_CHANGED} when it has another holder
     */
    static void requireHeld(LeaseRecord chosen, LeaseRecord now, String victim) {
        if (!now.holder().equals(chosen.holder())) {
            throw new FaultException(
                    FaultException.Kind.TARGET_CHANGED,
                    "%s was chosen because `%s` held %s; right before the deed %s, so nothing was done"
                            .formatted(
                                    victim,
                                    chosen.holder(),
                                    chosen.election(),
                                    now.holder().isEmpty() ? "nobody held it" : "`" + now.holder() + "` held it"));
        }
    }
}
