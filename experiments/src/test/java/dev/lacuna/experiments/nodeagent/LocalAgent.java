package dev.lacuna.experiments.nodeagent;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The real program, run on this machine by its own shell, and child processes that it takes for containers. */
final class LocalAgent implements AutoCloseable {
    static final String CONTAINER = "4d5650f1c1a7".repeat(5) + "beef";

    private final Path home;
    private final Path said;
    private final Path cgroups;
    private final List<Process> children = new ArrayList<>();
    private final Process agent;
    private final boolean ownNetwork;
    private long sequence = 1_000;

    LocalAgent(Path folder, int leaseSeconds, boolean ownNetwork) {
        this.home = folder.resolve("home");
        this.said = folder.resolve("said");
        this.cgroups = folder.resolve("cgroups");
        this.ownNetwork = ownNetwork;
        try {
            Files.createDirectories(cgroups);
            agent = begin(AgentProgram.command("t1", Duration.ofSeconds(leaseSeconds)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().until(() -> Files.exists(home.resolve("ready")));
        if (ownNetwork) {
            inNetwork("ip link set lo up");
        }
    }

    private Process begin(List<String> command) throws IOException {
        var words = new ArrayList<String>();
        if (ownNetwork) {
            words.addAll(List.of("unshare", "-n"));
        }
        words.addAll(command);
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("LACUNA_HOME", home.toString());
        builder.environment().put("LACUNA_CGROUPS", cgroups.toString());
        return builder.start();
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Starts a child that the agent takes for a process of {@link #CONTAINER}. */
    Process contained(String... command) {
        return pretend(start(command), CONTAINER);
    }

    Process pretend(Process child, String container) {
        pretend(child.pid(), container);
        return child;
    }

    void pretend(long pid, String container) {
        write(
                cgroups.resolve(Long.toString(pid)).resolve("cgroup"),
                "0::/kubepods/besteffort/pod1/" + container + "\n");
    }

    private Process start(String... command) {
        var child = run(command);
        children.add(child);
        return child;
    }

    static Process run(String... command) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a line of shell in the agent's network; answers what it printed. */
    String inNetwork(String line) {
        return printed(start("nsenter", "-t", Long.toString(agent.pid()), "-n", "sh", "-c", line + " 2>&1"));
    }

    Process startInNetwork(String line) {
        return start("nsenter", "-t", Long.toString(agent.pid()), "-n", "sh", "-c", line);
    }

    static String printed(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long tell(String text, long notAfter) {
        tell(++sequence, text, notAfter);
        return sequence;
    }

    void tell(long number, String text, long notAfter) {
        try (var in = new RandomAccessFile(home.resolve("in").toFile(), "rw")) {
            in.write("%d %d %s%n".formatted(number, notAfter, text).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A harmless command with a number of the test's own; later ones go on from there. */
    long tellAs(long number, String text) {
        sequence = number;
        tell(number, text, 0);
        return number;
    }

    /** Asks for something that does no harm. */
    Answer ask(String text) {
        return answer(tell(text, 0));
    }

    /** Asks for a deed, in time. */
    Answer deed(String text) {
        return answer(tell(text, now() + 5_000_000_000L));
    }

    long now() {
        return ask("clock").number("at");
    }

    Answer answer(long number) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> lines(number).stream().filter(Answer::isFinal).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    Answer report(long number, String word) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> lines(number).stream()
                                .filter(line -> line.word().equals(word))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<Answer> lines(long number) {
        try {
            return Files.readAllLines(home.resolve("out")).stream()
                    .flatMap(line -> Answer.parse(line).stream())
                    .filter(answer -> answer.sequence() == number)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code CONTAINER PID START} of a process that the agent was told of. */
    String words(Process child) {
        return "%s %d %d".formatted(CONTAINER, child.pid(), start(child));
    }

    static long start(Process child) {
        return Long.parseLong(stat(child.pid())[19]);
    }

    static char state(Process child) {
        return stat(child.pid())[0].charAt(0);
    }

    private static String[] stat(long pid) {
        try {
            var line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return agent;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        agent.destroyForcibly();
        children.forEach(Process::destroyForcibly);
    }
}
