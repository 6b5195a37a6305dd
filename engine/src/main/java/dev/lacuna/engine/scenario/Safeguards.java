package dev.lacuna.engine.scenario;

import dev.lacuna.engine.scenario.shape.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What ends a trial early, and what the user takes upon himself.
 *
 * @param maxDuration of one trial, without the pauses between trials
 * @param abortWhen any of these ends the run
 * @param allow guards whose refusal is consented to, by their words
 */
public record Safeguards(Duration maxDuration, List<AbortWhen> abortWhen, Set<String> allow) {

    public Safeguards {
        abortWhen = List.copyOf(abortWhen);
        allow = Set.copyOf(allow);
    }

    /**
     * A probe that is down for too long.
     *
     * @param probe the name of one of the scenario's probes
     */
    public record AbortWhen(String probe, Duration downFor, Origin origin) {}
}
