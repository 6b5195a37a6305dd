package dev.lacuna.experiments.rehearsal;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What runs have written into a simulated cluster: it outlives the processes that wrote it. */
final class Records {
    final Map<String, String> journals = new TreeMap<>();
    /** Objects of probes, by run. */
    final Map<String, Set<String>> objects = new TreeMap<>();

    @Nullable
    String lockHolder;

    /** Grows with each renewal of the lock, as a lease's version does. */
    long lockVersion;

    void made(String runId, String object) {
        objects.computeIfAbsent(runId, run -> new TreeSet<>()).add(object);
    }
}
