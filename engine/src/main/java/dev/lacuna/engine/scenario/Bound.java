package dev.lacuna.engine.scenario;

import java.time.Duration;

/**
 * A limit on a measure.
 *
 * @param amount nanoseconds for a duration, 0 to 1 for a share, or the number itself
 * @param written as it stands in the file, for people: {@code 25s}
 */
public record Bound(Side side, double amount, Unit unit, String written) {

    /** Which side of the bound is good; the bound itself always is. */
    public enum Side {
        AT_MOST("atMost"),
        AT_LEAST("atLeast");

        private final String key;

        Side(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    public static Bound atMost(Duration length, String written) {
        return new Bound(Side.AT_MOST, length.toNanos(), Unit.DURATION, written);
    }

    /** Whether {@code value}, in the same unit as {@code amount}, is within. */
    public boolean holds(double value) {
        return side == Side.AT_MOST ? value <= amount : value >= amount;
    }

    /** {@code atMost 25s}. */
    @Override
    public String toString() {
        return side.key() + " " + written;
    }
}
