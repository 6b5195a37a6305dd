package dev.lacuna.experiments.probe;

import dev.lacuna.engine.scenario.shape.Field;
import dev.lacuna.engine.scenario.shape.Fields;
import dev.lacuna.engine.scenario.shape.Type;

/** The connections that a probe's requests take. FRESH: what a new client sees. REUSED: what a client sees that has a connection already. */
public enum Connections {
    FRESH,
    REUSED;

    /** Declares the key {@code connection}. */
    public static Field<Connections> field(Fields fields) {
        return fields.optional(
                "connection",
                Type.oneOf(Connections.class),
                FRESH,
                "`fresh`: a new connection for each request, as a new client has it; `reused`: one that is kept open.");
    }
}
