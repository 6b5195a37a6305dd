/**
 * The seam between commands and clusters: what a command needs of one, and how it gets to it.
 *
 * <p>Called on the main thread, which is the run's thread too; who has to wait, waits on the loop that is handed in. A cluster that can't be had is a
 * {@link dev.lacuna.runner.cluster.CannotConnect} with a message for users; nothing else is thrown for what a cluster says or doesn't say.
 */
@NullMarked
package dev.lacuna.runner.cluster;

import org.jspecify.annotations.NullMarked;
