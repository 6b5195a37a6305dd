package dev.lacuna.engine.scenario.shape;

/**
 * Something that keeps a file from being used.
 *
 * @param message what is wrong, what was read, what is allowed; on one line and safe to show on a terminal
 */
public record Problem(Origin origin, String message) {

    /** {@code file:line:column: path: message}. */
    @Override
    public String toString() {
        return origin + ": " + message;
    }
}
