package dev.lacuna.engine.run;

import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.Set;

/** The pauses of a run, as its scenario has them: between trials, and for what speaks against one and passes by itself. */
record Pauses(Pause pause, boolean afterAnother) {
    /** How long the first trial waits, where the scenario says {@code pause: auto}, while all that speaks against it passes by itself. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(60);

    /** Lets the cluster settle after a trial. */
    void pass(Site site, Loop waiting) {
        if (pause instanceof Pause.Fixed fixed) {
            waiting.sleep(fixed.length());
            return;
        }
        var unused = Settling.await(site, Set.of(), waiting, open -> {});
    }

    /** For how long a trial waits at most. What another run or a rollout left behind passes; a fixed pause says that nothing is waited for before the first trial. */
    Duration patience(boolean first) {
        if (pause instanceof Pause.Fixed fixed) {
            return first ? Duration.ZERO : fixed.length();
        }
        return first && !afterAnother ? FIRST_PATIENCE : Settling.LIMIT;
    }
}
