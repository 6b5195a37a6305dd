package dev.lacuna.runner.command;

import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.journal.JournalEntry;
import dev.lacuna.engine.journal.JournalText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Journals that earlier runs left on disk. Reads only. */
final class JournalFiles {
    private static final String NAME = "journal.jsonl";
    private final Path base;

    /** @param base what names are relative to */
    JournalFiles(Path base) {
        this.base = base;
    }

    /**
     * Texts, by run, of those that tell of something that may still be in force.
     *
     * @throws CommandFailure when one can't be read or is no journal, or a folder holds none
     */
    Map<String, String> open(List<Path> named) {
        Map<String, String> open = new TreeMap<>();
        for (Path name : named) {
            var files = files(base.resolve(name));
            if (files.isEmpty()) {
                throw CommandFailure.usage("--journal " + name + ": no " + NAME + " is in this folder or below it");
            }
            files.forEach(file -> add(file, open));
        }
        return open;
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (var below = Files.walk(place)) {
            return below.filter(file -> file.endsWith(NAME)).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailure.usage("cannot look for journals in " + place + ": " + e);
        }
    }

    private static void add(Path file, Map<String, String> open) {
        String text = text(file);
        var entries = JournalText.read(text);
        String run = run(entries)
                .orElseThrow(() -> CommandFailure.usage(file
                        + " is no journal of a run: it has no line of the step OPENED that names the run. Name a "
                        + NAME + ", or a folder with some"));
        if (Journal.open(entries)) {
            open.put(run, text);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailure.usage("cannot read the journal " + file + ": " + e);
        }
    }

    private static Optional<String> run(List<JournalEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.step() == JournalEntry.Step.OPENED)
                .flatMap(entry -> Optional.ofNullable(entry.details().get("run")).stream())
                .findFirst();
    }
}
