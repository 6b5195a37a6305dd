package dev.lacuna.experiments.controlplane;

/**
 * One process of one container, not to be mistaken for a later one with the same number.
 *
 * @param containerId hexadecimal, without the runtime's prefix
 * @param pid in the node's own PID namespace
 * @param startTicks field 22 of /proc/PID/stat
 */
public record ProcessRef(String containerId, long pid, long startTicks) {

    public ProcessRef {
        if (!containerId.matches("[0-9a-f]{12,64}")) {
            throw new IllegalArgumentException(
                    "container id `%s` is not 12 to 64 hexadecimal digits".formatted(containerId));
        }
        if (pid <= 1 || startTicks < 0) {
            throw new IllegalArgumentException(
                    "no process of a container: pid %d, start %d".formatted(pid, startTicks));
        }
    }
}
