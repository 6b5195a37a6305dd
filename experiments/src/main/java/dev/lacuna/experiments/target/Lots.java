package dev.lacuna.experiments.target;

/**
 * Draws lots: each name gets a number from a seed, and the lowest win. The same seed draws the same names however often it is asked, and one name more or less
 * doesn't change the lots of the others.
 */
public record Lots(long seed) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The lot of a name; any number, the lowest wins. */
    public long of(String name) {
        long hash = FNV_OFFSET ^ seed;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        // The last step of SplitMix64: without it names that differ in their last letter get neighbouring lots.
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
