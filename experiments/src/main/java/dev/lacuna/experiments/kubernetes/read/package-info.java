/**
 * What the API server's JSON means, as records of the port. Pure functions: unknown fields are passed over, missing ones are empty, because clusters are newer and
 * older than this code.
 */
@NullMarked
package dev.lacuna.experiments.kubernetes.read;

import org.jspecify.annotations.NullMarked;
