/**
 * What a scenario says, as values: nothing here knows how it was written.
 *
 * <p>All types are immutable and hold only what was checked: whoever has a {@link dev.lacuna.engine.scenario.Scenario} need not look again. Reading is in
 * {@code scenario.format}, the description of fields in {@code scenario.shape}, YAML itself in {@code scenario.yaml}.
 */
@NullMarked
package dev.lacuna.engine.scenario;

import org.jspecify.annotations.NullMarked;
