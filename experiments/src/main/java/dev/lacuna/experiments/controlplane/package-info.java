/**
 * The port to a control plane: what faults and probes may ask of a cluster, and nothing of how it is asked.
 *
 * <p>Two worlds stand behind it: a real cluster, and a simulated one in virtual time. Everything is asynchronous: a call returns at once, its answer completes on
 * the run's loop, every call has a time limit of its own, and no call that changes something is ever repeated behind the caller's back. Moments are
 * intervals on the run's monotonic clock; moments of other machines' clocks are {@link java.time.Instant}s and evidence of order only, until a node's agent maps them.
 */
@NullMarked
package dev.lacuna.experiments.controlplane;

import org.jspecify.annotations.NullMarked;
