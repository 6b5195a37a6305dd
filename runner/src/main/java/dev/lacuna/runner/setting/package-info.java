/**
 * Settings: one table, {@link dev.lacuna.runner.setting.Setting}, from which flags, environment variables, the keys of {@code lacuna.yaml} and the reference
 * are made.
 *
 * <p>A flag comes before the environment, that before {@code lacuna.yaml} in the working folder, that before the default; exclusions add up instead, so that
 * none is lost by naming another. What is not in the table is an error with a guess. Everything here is read once, at the start, on the main thread.
 */
@NullMarked
package dev.lacuna.runner.setting;

import org.jspecify.annotations.NullMarked;
