package dev.lacuna.runner.view;

import dev.lacuna.engine.event.EventStream;

/** Shows a run. {@link #close} shows what is still to be shown, and waits for that; on the main thread. */
public interface View extends EventStream.Reader, AutoCloseable {
    @Override
    void close();
}
