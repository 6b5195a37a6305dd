package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.shape.Origin;
import java.time.Duration;

/**
 * What every probe has.
 *
 * @param every from one sample's due time to the next one's
 * @param timeout after which a sample counts as bad
 * @param origin of the probe, name and kind included
 */
public record ProbeHead(String name, Duration every, Duration timeout, Origin origin) {}
