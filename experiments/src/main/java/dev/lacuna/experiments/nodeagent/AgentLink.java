package dev.lacuna.experiments.nodeagent;

import java.util.function.Consumer;

/**
 * One way to an agent: lines there, lines back. Readers are set once, right after opening, and called from any
 * thread; what came before is kept for them.
 */
public interface AgentLink {

    /** Sends a line (without its end). Never blocks; what can't be sent shows as the link's end. */
    void send(String line);

    void onLine(Consumer<String> reader);

    /** {@code reader} hears once why the link ended; not after {@link #close}. */
    void onClosed(Consumer<LinkLost> reader);

    /** Ends the link; what was sent before still goes out. */
    void close();
}
