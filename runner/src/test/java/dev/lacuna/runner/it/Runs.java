package dev.lacuna.runner.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls of the program against the testbed, each with files of its own below one folder. */
final class Runs {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private final List<String> cluster;
    private final Path folder;
    private int calls;

    Runs(Testbed testbed, Path folder) {
        this(testbed.kubeconfig(), Testbed.CONTEXT, folder);
    }

    Runs(Path kubeconfig, String context, Path folder) {
        this.cluster = List.of("--context", context, "--kubeconfig", kubeconfig.toString());
        this.folder = folder;
    }

    /** A run that goes on. */
    record Going(LacunaProcess process, Path output) {

        /** Waits until an event of the run holds this text. */
        void awaitEvent(String text, Duration atMost) {
            Patience.untilSharply(text + " in the events of " + output, atMost, () -> {
                if (!process.process().isAlive()) {
                    throw new IllegalStateException("it ended before " + text + " came: " + process.said());
                }
                return events().stream().anyMatch(line -> line.contains(text));
            });
        }

        void awaitState(String state, Duration atMost) {
            awaitEvent("\"state\":\"" + state + "\"", atMost);
        }

        List<String> events() {
            try {
                var file = output.resolve("events.jsonl");
                return Files.exists(file) ? Files.readAllLines(file) : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Ended end() {
            int exit = process.exit(LONGEST);
            return new Ended(exit, process.said(), output);
        }
    }

    /** A run that ended. */
    record Ended(int exit, String said, Path output) {

        Report report() {
            return Report.read(output.resolve("report.json"));
        }
    }

    Going start(String scenario, String... more) {
        calls++;
        var output = folder.resolve("run-" + calls);
        List<String> words = new ArrayList<>(List.of("run", scenario, "--yes"));
        words.addAll(cluster);
        words.addAll(List.of(more));
        if (!words.contains("--output")) {
            words.addAll(List.of("--output", output.toString()));
        }
        return new Going(LacunaProcess.start(log(), Map.of(), words), output);
    }

    Ended run(String scenario, String... more) {
        return start(scenario, more).end();
    }

    /** Any other command that needs the cluster. */
    Ended call(String... words) {
        calls++;
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(cluster);
        var process = LacunaProcess.start(log(), Map.of(), all);
        return new Ended(process.exit(LONGEST), process.said(), folder);
    }

    /** Writes a scenario of the test's own. */
    String scenario(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return folder.resolve("call-" + calls + ".log");
    }
}
