package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.experiments.rehearsal.wire.Host;
import java.util.Optional;
import java.util.function.Consumer;

/** One address that stands for all API servers. */
public interface Entrance {

    /** Where the next connection goes; empty when nobody is left. */
    Optional<ApiServer> next();

    /** Where the servers see requests come from that {@code client} sends to it. */
    Host source(Host client);

    /** For how many nanoseconds it tries by itself what a server has refused, before its client hears of it. */
    long patience();

    /** Told of each server whose connections it ends; answers how to listen no more. */
    Runnable onDown(Consumer<ApiServer> listener);

    /** What a client hears where nobody is left. */
    Reply nobody();
}
