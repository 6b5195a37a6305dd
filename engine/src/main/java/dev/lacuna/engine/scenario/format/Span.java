package dev.lacuna.engine.scenario.format;

/** Whether an experiment of a kind has a length ({@code for}). */
public enum Span {
    /** It lasts as long as the user says. */
    NEEDED,
    /** The user may say how long; the kind knows what else. */
    ALLOWED,
    /** It is over when it is done: a length has no meaning. */
    NONE
}
