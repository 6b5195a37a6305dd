package dev.lacuna.experiments.controlplane;

import dev.lacuna.engine.scenario.shape.Worded;

/** Signals that end a process. Stopping one is {@link NodeAgent#freeze}, which arms its own end first. */
public enum Signal implements Worded {
    TERM,
    KILL;

    /** As people write signals: in capitals. */
    @Override
    public String word() {
        return name();
    }
}
