package dev.lacuna.engine.event;

/**
 * What reports call a run. A run hands it on and never looks at it: everything happens alike, whatever its reports say.
 *
 * @param rehearsal whether it is no test of a real cluster
 */
public record Label(boolean rehearsal) {
    public static final Label REAL = new Label(false);
    public static final Label REHEARSAL = new Label(true);
}
