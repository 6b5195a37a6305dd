/**
 * Who leads: the record in its lease, and the candidates for it with client-go's timing (tools/leaderelection/leaderelection.go; docs/mechanics.md, "Elections").
 *
 * <p>Lives on the loop. A candidate knows only what its own requests told it.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.lease;

import org.jspecify.annotations.NullMarked;
