/**
 * The description of a mapping, declared once and read three times: by the YAML reader, the JSON Schema and the reference.
 *
 * <p>A {@link dev.lacuna.engine.scenario.shape.Shape} names the fields of a mapping, each with its {@link dev.lacuna.engine.scenario.shape.Type}, its
 * default and its meaning, and what makes a value of them. Faults and probes declare shapes for their own fields; nothing else has to know of them.
 *
 * <p>Descriptions are immutable once declared and safe for any thread. Reading never throws for what a file holds: each problem goes to
 * {@link dev.lacuna.engine.scenario.shape.Findings} with its place, and what could not be read is absent.
 */
@NullMarked
package dev.lacuna.engine.scenario.shape;

import org.jspecify.annotations.NullMarked;
