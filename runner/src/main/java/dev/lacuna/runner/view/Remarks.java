package dev.lacuna.runner.view;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said beside a run's events: words on standard error, or JSON like everything else there. For any thread. */
public final class Remarks {
    private static final Logger LOG = LoggerFactory.getLogger("lacuna.remark");
    private final Terminal terminal;
    private final boolean json;

    /** @param json after {@link LogView#logJson} */
    public Remarks(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** A warning says so in its first word. */
    public void say(String text) {
        if (json) {
            LOG.warn(text);
        } else {
            terminal.err().println("lacuna: " + text);
        }
    }
}
