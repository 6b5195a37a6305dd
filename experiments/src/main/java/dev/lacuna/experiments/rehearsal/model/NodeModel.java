package dev.lacuna.experiments.rehearsal.model;

import java.time.Duration;

/**
 * A node: its kubelet, and Lacuna's agent on it.
 *
 * @param restart from a container's end to the new process, where no back-off delays it
 * @param backOff delay before the second restart; it doubles with each, up to {@code longestBackOff}
 * @param report from a change of a container to its status in the API
 * @param candidate from a process's start to its first look at its lease
 * @param death from SIGKILL to the process's end
 * @param agentStart of a helper pod
 * @param agentWord one way of a word to the agent
 * @param agentLease after which an agent that hears nothing undoes everything
 * @param clockSkew by how much a node's wall clock differs from the runner's, one way or the other; drawn once for each node
 */
public record NodeModel(
        Range restart,
        Duration backOff,
        Duration longestBackOff,
        Range report,
        Range candidate,
        Range death,
        Range agentStart,
        Range agentWord,
        Duration agentLease,
        Range clockSkew) {

    /** Back-off: docs/mechanics.md, "Restart delay"; the others are measured, see docs/rehearsal.md. */
    public static NodeModel standard() {
        return new NodeModel(
                Range.millis(500, 1_500),
                Duration.ofSeconds(10),
                Duration.ofSeconds(300),
                Range.millis(200, 1_200),
                Range.millis(50, 400),
                Range.millis(20, 45),
                Range.millis(800, 2_500),
                Range.millis(0, 2),
                Duration.ofSeconds(15),
                Range.millis(0, 10));
    }
}
