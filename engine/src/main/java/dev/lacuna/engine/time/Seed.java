package dev.lacuna.engine.time;

/** The one number that all chance of a run comes from, where the user names none. */
public final class Seed {
    /** So that JSON readers that know only doubles keep it exactly, and people can copy it. */
    private static final long MASK = (1L << 31) - 1;

    private Seed() {}

    /** Another one at each call and in each process; not a secret. From 0 to 2^31 - 1. */
    public static long fresh() {
        long mixed = System.nanoTime()
                ^ Long.rotateLeft(System.currentTimeMillis(), 21)
                ^ ProcessHandle.current().pid() << 42;
        return new java.util.SplittableRandom(mixed).nextLong() & MASK;
    }
}
