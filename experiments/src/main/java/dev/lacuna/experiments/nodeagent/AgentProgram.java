package dev.lacuna.experiments.nodeagent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The text of the agent's program, and the commands that start it. */
public final class AgentProgram {
    private static final List<String> PARTS =
            List.of("base.sh", "processes.sh", "guards.sh", "filters.sh", "remains.sh", "commands.sh");

    private AgentProgram() {}

    /**
     * The command of the helper's container.
     *
     * @param run 1 to 16 of a-z and 0-9: part of the names of tables and chains
     * @param lease after which the agent undoes everything when nobody speaks, whole seconds
     */
    public static List<String> command(String run, Duration lease) {
        requireRun(run);
        return List.of("/bin/sh", "-c", text(), "lacuna-agent", run, Long.toString(lease.toSeconds()));
    }

    /** What an exec into the container runs, as its own command: carries lines to the agent and its log back. */
    public static List<String> linkCommand() {
        return List.of("/bin/sh", "-c", resource("link.sh"), "lacuna-link");
    }

    static void requireRun(String run) {
        if (!run.matches("[a-z0-9]{1,16}")) {
            throw new IllegalArgumentException("run `%s` is not 1 to 16 of a-z and 0-9".formatted(run));
        }
    }

    static String text() {
        var text = new StringBuilder();
        PARTS.forEach(part -> text.append(resource(part)));
        return text.toString();
    }

    private static String resource(String name) {
        try (var in = AgentProgram.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program's part " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's part " + name, e);
        }
    }
}
