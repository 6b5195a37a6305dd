package dev.lacuna.engine.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a measured number counts. */
public enum Unit {
    SECONDS(" s", 3, 1, "a duration such as 25s"),
    /** A part of a whole, from 0 to 1; people read it in percent. */
    SHARE(" %", 3, 100, "a share such as 99.9%"),
    COUNT("", 0, 1, "a number without a unit, such as 3"),
    /** Whatever a query of the user's own answers. */
    NUMBER("", 6, 1, "a number without a unit, such as 0.25");

    private final String sign;
    private final int decimals;
    private final int factor;
    private final String needed;

    Unit(String sign, int decimals, int factor, String needed) {
        this.sign = sign;
        this.decimals = decimals;
        this.factor = factor;
        this.needed = needed;
    }

    /** For messages: how a scenario writes a bound of this unit. */
    public String needed() {
        return needed;
    }

    /** As people read it, with its sign: {@code 17.802 s}, {@code 99.95 %}. */
    public String text(double value) {
        return digits(value, RoundingMode.HALF_EVEN) + sign;
    }

    /** A range as people read it, rounded outwards, so that it never looks narrower than it is: {@code 17.802..17.821 s}. */
    public String text(double lower, double upper) {
        if (upper == Double.POSITIVE_INFINITY) {
            return lower == Double.NEGATIVE_INFINITY
                    ? "unknown"
                    : "at least " + digits(lower, RoundingMode.FLOOR) + sign;
        }
        if (lower == Double.NEGATIVE_INFINITY) {
            return "at most " + digits(upper, RoundingMode.CEILING) + sign;
        }
        if (lower == upper) {
            return text(lower);
        }
        return digits(lower, RoundingMode.FLOOR) + ".." + digits(upper, RoundingMode.CEILING) + sign;
    }

    private String digits(double value, RoundingMode rounding) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "unlimited" : "-unlimited";
        }
        return BigDecimal.valueOf(value)
                .multiply(BigDecimal.valueOf(factor))
                .setScale(decimals, rounding)
                .stripTrailingZeros()
                .toPlainString();
    }
}
