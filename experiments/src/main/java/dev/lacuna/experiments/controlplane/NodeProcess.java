package dev.lacuna.experiments.controlplane;

/**
 * A process of a pod as seen on its node.
 *
 * @param command at most 15 characters
 * @param state the kernel's letter: R, S, D running or waiting, T stopped, Z dead and not yet collected
 */
public record NodeProcess(ProcessRef process, String command, char state) {

    public boolean isLive() {
        return state != 'T' && state != 't' && state != 'Z' && state != 'X';
    }
}
