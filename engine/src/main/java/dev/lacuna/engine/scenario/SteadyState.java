package dev.lacuna.engine.scenario;

import java.time.Duration;

/**
 * What must hold before anything is injected.
 *
 * @param hold how long every probe must have been healthy
 */
public record SteadyState(Duration hold) {}
