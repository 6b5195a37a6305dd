package dev.lacuna.experiments.kubernetes.canary;

import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * When objects were created, in the order in which etcd took them. Resource versions of one resource can be compared as numbers (KEP-5504; they are etcd's revisions), so a
 * change with a higher version came after each creation with a lower one, however late either was delivered. Belongs to the loop.
 */
final class Creations {
    /** Changes come seconds after the creations that they are compared with, not minutes. */
    private static final int MOST = 256;

    private final TreeMap<Long, Long> sentByVersion = new TreeMap<>();

    /** @param sent before this moment no part of the request had left */
    void created(String version, long sent) {
        number(version).ifPresent(number -> {
            sentByVersion.put(number, sent);
            if (sentByVersion.size() > MOST) {
                sentByVersion.pollFirstEntry();
            }
        });
    }

    /** The latest moment before which a change of this version can't have been made; empty where nothing is known of it. */
    OptionalLong before(String version) {
        var number = number(version);
        return number.isEmpty()
                ? OptionalLong.empty()
                : sentByVersion.headMap(number.getAsLong()).values().stream()
                        .mapToLong(sent -> sent)
                        .max();
    }

    /** Whoever serves something else as a version is not compared. */
    private static OptionalLong number(String version) {
        return version.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(version)) : OptionalLong.empty();
    }
}
