/**
 * The agent on a node: a small program for a POSIX shell in a helper pod, and the side of it that speaks to it.
 *
 * <p>The program's text travels in the pod's own spec, so that any image with the tools will do and both sides are
 * always of one version. It keeps state and
 * timers in the container's first process; an exec only carries lines in and the program's log out ({@link
 * dev.lacuna.experiments.nodeagent.AgentLink}). Two
 * links, through two API servers, carry every command; the agent does each once, refuses what comes after its time,
 * and undoes everything when
 * it has heard nothing for its lease. What must outlast its own death (letting a stopped process run, removing the
 * filters) is done by guards outside of the
 * container's cgroups, and the filters' peers expire in the kernel.
 *
 * <p>Threads: links report from threads of their own; everything else happens on the run's loop. Failure: a lost link
 * is opened again and is no
 * failure of a command, unless it shows that the agent's container is no more; a command fails when the agent refuses it, ends, or has not answered in time.
 */
@NullMarked
package dev.lacuna.experiments.nodeagent;

import org.jspecify.annotations.NullMarked;
