package dev.lacuna.engine.scenario;

/** What a measure, and the bound on it, counts in. */
public enum Unit {
    DURATION("a duration such as 25s"),
    SHARE("a share such as 99.9%"),
    NUMBER("a number without a unit, such as 3");

    private final String needed;

    Unit(String needed) {
        this.needed = needed;
    }

    /** For messages: what a bound of this unit looks like. */
    public String needed() {
        return needed;
    }
}
