package dev.lacuna.engine.scenario.shape;

/** A constant whose word in a file is not just its name in lower case with hyphens. */
public interface Worded {
    String word();
}
