package dev.lacuna.experiments.rehearsal.api;

import java.util.function.Supplier;

/**
 * A request to an API server.
 *
 * @param work executed when etcd agrees on it
 */
public record Ask(Kind kind, Supplier<Object> work) {
    private static final Object NOTHING = "";

    /** READYZ asks etcd too, with a limit of 2 s (kubernetes/apiserver pkg/storage/storagebackend/config.go). */
    public enum Kind {
        READYZ,
        READ,
        WRITE
    }

    public static Ask readyz() {
        return new Ask(Kind.READYZ, () -> NOTHING);
    }

    public static Ask read(Supplier<Object> work) {
        return new Ask(Kind.READ, work);
    }

    public static Ask write(Supplier<Object> work) {
        return new Ask(Kind.WRITE, work);
    }
}
