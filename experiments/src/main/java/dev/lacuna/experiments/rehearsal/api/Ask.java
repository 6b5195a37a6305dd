package dev.lacuna.experiments.rehearsal.api;

import java.util.function.Supplier;

/**
 * A request to an API server.
 *
 * @param flow the priority level that it belongs to
 * @param work executed when etcd agrees on it
 */
public record Ask(Kind kind, Flow flow, Supplier<Object> work) {
    private static final Object NOTHING = "";

    /** READYZ asks etcd too, with a limit of 2 s (kubernetes/apiserver pkg/storage/storagebackend/config.go). */
    public enum Kind {
        READYZ,
        READ,
        WRITE
    }

    public static Ask readyz() {
        return new Ask(Kind.READYZ, Flow.EXEMPT, () -> NOTHING);
    }

    public static Ask read(Supplier<Object> work) {
        return new Ask(Kind.READ, Flow.ORDINARY, work);
    }

    public static Ask write(Supplier<Object> work) {
        return new Ask(Kind.WRITE, Flow.ORDINARY, work);
    }

    /** The same, by somebody with another priority. */
    public Ask in(Flow other) {
        return new Ask(kind, other, work);
    }

    /** Whether it changes something: such a request is never sent twice. */
    boolean changes() {
        return kind == Kind.WRITE;
    }
}
