package dev.lacuna.experiments.controlplane;

/** Signals that end a process. Stopping one is {@link NodeAgent#freeze}, which arms its own end first. */
public enum Signal {
    TERM,
    KILL
}
