package dev.lacuna.engine.time;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** A run's random numbers: from one seed, a stream for each name. The same on every Java release, machine and order of first use. */
final class RandomStreams {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long seed;
    private final Map<String, RandomGenerator> streams = new ConcurrentHashMap<>();

    RandomStreams(long seed) {
        this.seed = seed;
    }

    /** The stream of that name, where it stands: asking again goes on with it and does not repeat it. */
    RandomGenerator named(String name) {
        return streams.computeIfAbsent(name, unseen -> new SplittableRandom(mix(seed, unseen)));
    }

    // FNV-1a over the name, begun from the seed: String.hashCode has 32 bits only and collides for short names.
    private static long mix(long seed, String name) {
        long hash = FNV_OFFSET ^ (seed * FNV_PRIME);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
