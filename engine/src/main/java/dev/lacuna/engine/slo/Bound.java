package dev.lacuna.engine.slo;

/** A limit that a value has to keep. The limit itself is allowed. */
public record Bound(Direction direction, double value, Unit unit) {

    /** On which side of the limit a value has to be. */
    public enum Direction {
        AT_MOST("at most", "atMost"),
        AT_LEAST("at least", "atLeast");

        private final String words;
        private final String key;

        Direction(String words, String key) {
            this.words = words;
            this.key = key;
        }

        /** As scenarios and reports write it: {@code atMost}. */
        public String key() {
            return key;
        }
    }

    public Bound {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a bound must be finite: %s".formatted(value));
        }
    }

    /** The value is in {@code unit}: seconds for a time, 0 to 1 for a share. */
    public static Bound atMost(double value, Unit unit) {
        return new Bound(Direction.AT_MOST, value, unit);
    }

    /** The value is in {@code unit}: seconds for a time, 0 to 1 for a share. */
    public static Bound atLeast(double value, Unit unit) {
        return new Bound(Direction.AT_LEAST, value, unit);
    }

    /**
     * PASS where every possible value keeps the limit, FAIL where none does, INCONCLUSIVE where the error spans the limit.
     *
     * @throws IllegalArgumentException when the units differ
     */
    public Verdict verdict(Measurement measured) {
        if (measured.unit() != unit) {
            throw new IllegalArgumentException(
                    "a bound in %s can't judge a value in %s".formatted(unit, measured.unit()));
        }
        boolean best = keeps(direction == Direction.AT_MOST ? measured.lower() : measured.upper());
        boolean worst = keeps(direction == Direction.AT_MOST ? measured.upper() : measured.lower());
        if (best != worst) {
            return Verdict.INCONCLUSIVE;
        }
        return worst ? Verdict.PASS : Verdict.FAIL;
    }

    private boolean keeps(double possible) {
        return direction == Direction.AT_MOST ? possible <= value : possible >= value;
    }

    @Override
    public String toString() {
        return direction.words + " " + unit.text(value);
    }
}
