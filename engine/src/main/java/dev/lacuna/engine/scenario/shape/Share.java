package dev.lacuna.engine.scenario.shape;

/**
 * A part of a whole, exact to a millionth of it.
 *
 * @param millionths 0 to 1,000,000
 */
public record Share(int millionths) implements Comparable<Share> {
    public static final Share NONE = new Share(0);
    public static final Share SMALLEST = new Share(1);
    public static final Share WHOLE = new Share(1_000_000);

    /** What a text in percent matches, not anchored; for the patterns of spellings that take a share among other things. */
    public static final String PATTERN = "(?:[0-9]{1,2}(?:\\.[0-9]{1,4})?|100(?:\\.0{1,4})?)%";

    public Share {
        if (millionths < 0 || millionths > 1_000_000) {
            throw new IllegalArgumentException("a share must be from 0 to 1000000 millionths: " + millionths);
        }
    }

    public static Share percent(int percent) {
        return new Share(Math.multiplyExact(percent, 10_000));
    }

    /** How a share from 0% to 100% is written. */
    public static Spelling<Share> spelling() {
        return new ShareSpelling(NONE);
    }

    /** From 0 to 1. */
    public double fraction() {
        return millionths / 1e6;
    }

    /** How many of {@code whole} this is, rounded up, so that some of some is never none. */
    public int of(int whole) {
        return Math.toIntExact(((long) whole * millionths + 999_999) / 1_000_000);
    }

    @Override
    public int compareTo(Share other) {
        return Integer.compare(millionths, other.millionths);
    }

    /** As people write it: {@code 99.95%}. */
    @Override
    public String toString() {
        var text = new StringBuilder().append(millionths / 10_000);
        if (millionths % 10_000 > 0) {
            var places = Integer.toString(10_000 + millionths % 10_000).substring(1);
            int end = places.length();
            while (places.charAt(end - 1) == '0') {
                end--;
            }
            text.append('.').append(places, 0, end);
        }
        return text.append('%').toString();
    }
}
