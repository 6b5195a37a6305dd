package dev.lacuna.engine.scenario.format;

import java.time.Duration;

/** How often a probe samples, and how long it waits for an answer, where the user doesn't say. */
public record Pace(Duration every, Duration timeout) {
    public static final Pace USUAL = new Pace(Duration.ofMillis(100), Duration.ofSeconds(1));
}
