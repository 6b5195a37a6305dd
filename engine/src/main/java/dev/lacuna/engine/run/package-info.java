/**
 * One run from preflight to verdict: lock, trials, judgement, clean-up.
 *
 * <p>A run is a plain sequence on its own thread that awaits on the loop. It knows the words prepare, arm, inject, confirm, observe, heal and verify, and no kind of
 * fault. Where a trial has several experiments, each has such a sequence of its own, and they take turns ({@link dev.lacuna.engine.time.Strands}). Whatever happens, what was armed is healed before a run ends; healing waits on a loop that no signal stops. The place in which a run happens is a
 * {@link dev.lacuna.engine.run.Site}: a real cluster, or a rehearsal.
 */
@NullMarked
package dev.lacuna.engine.run;

import org.jspecify.annotations.NullMarked;
