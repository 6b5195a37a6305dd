/**
 * What a simulated control plane is made of and how long its parts take: a record with sound defaults, and the YAML file that overrides them.
 *
 * <p>Immutable. Each number names its source; docs/rehearsal.md has them in one table. Problems of a file are found all at once, each with its place.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.model;

import org.jspecify.annotations.NullMarked;
