package dev.lacuna.engine.fault;

/** A fault can't go on. The message names the object, what was attempted, what was found and what to do. */
public final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;

    /** What the run makes of it. */
    public enum Kind {
        /** Nothing matches the target. */
        NO_TARGET,
        /** Nobody leads the election that the target is named by, which passes by itself: a trial waits for it as for a guard's reason that passes. */
        NO_LEADER,
        /** This cluster or this version can't have this fault. */
        UNSUPPORTED,
        /** The target is not any more what it was when it was chosen. */
        TARGET_CHANGED,
        /** The node could not be made ready: no image, refused by admission, not schedulable. */
        NOT_READY,
        /** It would cost more than it is meant to, as was seen only when everything was ready. */
        UNSAFE,
        /** It could not be carried out. */
        FAILED
    }

    public FaultException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
