package dev.lacuna.engine.probe;

/**
 * What a request came to, in the eyes of who sent it. Whether it came in time is for the sampler to say.
 *
 * @param detail why it is bad, or what is worth knowing of a good one; may be empty
 */
public record SampleOutcome(boolean good, String detail) {
    private static final SampleOutcome GOOD = new SampleOutcome(true, "");

    /** The right answer. */
    public static SampleOutcome ok() {
        return GOOD;
    }

    /** No answer, or a wrong one. */
    public static SampleOutcome bad(String detail) {
        return new SampleOutcome(false, detail);
    }
}
