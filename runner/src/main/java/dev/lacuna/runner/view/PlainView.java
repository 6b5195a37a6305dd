package dev.lacuna.runner.view;

import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.time.Loop;
import java.io.PrintStream;

/** One line an event of interest. */
public final class PlainView implements View {
    private final Outlet outlet;
    private final Telling telling = new Telling();

    public PlainView(PrintStream out, Loop loop) {
        this.outlet = new Outlet(out, loop);
    }

    @Override
    public void read(EventStream.Entry entry) {
        telling.line(entry).ifPresent(line -> outlet.add(line.replaceAll("\\s*\\R\\s*", " ") + "\n"));
    }

    @Override
    public void close() {
        outlet.drain();
    }
}
