package dev.lacuna.engine.fault;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One fault of one trial, its target resolved. The run calls, in this order: {@link #arm}, {@link #inject}, {@link #confirm}, {@link #heal},
 * {@link #leftovers}. {@code heal} may come at any time after {@code arm}, more than once, and after any of the others has failed.
 */
public interface Strike {

    /** What the journal holds before anything is armed: enough to end the fault without this process. */
    Intent intent();

    /** Sets up whatever ends the fault when runner, helper and API server are all dead. */
    void arm(Loop loop);

    /** Does it, and says when. */
    Injection inject(Loop loop);

    /** Looks for the proof that it took effect, in another place than the deed. Not to find it is an answer, not an exception. */
    Proof confirm(Loop loop);

    /** Moments on the way to the recovery that were seen while its proof was looked for: a container's restart. */
    default List<Milestone> milestones() {
        return List.of();
    }

    /** How long the fault stays in force after its injection. Empty for one that is over at once. */
    Optional<Duration> hold();

    /** Ends it. Idempotent; returns when it is ended, throws when it could not be. */
    void heal(Loop loop);

    /** Why the fault was not in force, or not surely, from its proof to its healing. Asked after {@link #heal}, which is where it is found out. */
    default Optional<String> broken() {
        return Optional.empty();
    }

    /** What is left of it in the cluster after {@link #heal}: nothing, if all is well. */
    List<String> leftovers(Loop loop);
}
