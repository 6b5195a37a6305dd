package dev.lacuna.engine.scenario;

/**
 * A limit on a measure, as a scenario has it.
 *
 * @param limit what it means
 * @param written as it stands in the file, for people: {@code 25s}
 */
public record Bound(dev.lacuna.engine.slo.Bound limit, String written) {

    /** {@code atMost 25s}. */
    @Override
    public String toString() {
        return limit.direction().key() + " " + written;
    }
}
