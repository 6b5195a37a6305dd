package dev.lacuna.runner.view;

import dev.lacuna.engine.time.Loop;
import java.io.PrintStream;

/** Text on its way out, in order, written by one piece of offloaded work at a time. Safe to use from any thread. */
final class Outlet {
    private final PrintStream out;
    private final Loop loop;
    private final StringBuilder waiting = new StringBuilder();
    private final Object writing = new Object();
    private boolean busy;

    Outlet(PrintStream out, Loop loop) {
        this.out = out;
        this.loop = loop;
    }

    void add(String text) {
        synchronized (waiting) {
            waiting.append(text);
            if (busy) {
                return;
            }
            busy = true;
        }
        var written = loop.offload("show", () -> {
            drain();
            return true;
        });
        // refused when the loop is closed or overloaded: then the last drain writes it
        var unused = written.whenComplete((done, failure) -> release());
    }

    private void release() {
        boolean more;
        synchronized (waiting) {
            busy = false;
            more = !waiting.isEmpty();
        }
        if (more) {
            add("");
        }
    }

    /** Whether nothing is under way, so that a redraw would not pile up. */
    boolean idle() {
        synchronized (waiting) {
            return !busy;
        }
    }

    /** Writes all that waits, on the calling thread. */
    void drain() {
        synchronized (writing) {
            String text;
            synchronized (waiting) {
                text = waiting.toString();
                waiting.setLength(0);
            }
            out.print(text);
            out.flush();
        }
    }
}
