package dev.lacuna.engine.fault;

/** A component on a node that a fault takes away for a while: by ending or stopping it, or by cutting it off. */
public record Loss(String component, String node) {

    @Override
    public String toString() {
        return component + " on " + node;
    }
}
