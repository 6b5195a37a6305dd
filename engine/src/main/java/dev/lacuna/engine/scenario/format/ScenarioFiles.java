package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds and reads the files. Symbolic links are followed; a folder that leads into itself is entered once. */
final class ScenarioFiles {
    private static final int DEEPEST = 16;
    private static final int MOST_FILES = 1_000;

    private final Reading reading;
    private final Set<Path> seen = new HashSet<>();
    private int files;

    ScenarioFiles(Reading reading) {
        this.reading = reading;
    }

    void read(List<Path> paths) {
        if (paths.isEmpty()) {
            reading.refuse("(nothing)", "no file or folder was named");
        }
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                int before = files;
                if (folder(path, 1) && files == before) {
                    reading.refuse(path.toString(), "holds no file that ends in .yaml or .yml");
                }
            } else {
                file(path);
            }
        }
    }

    /** Whether the folder was looked through: for the first time, and all of it. */
    private boolean folder(Path folder, int depth) {
        if (depth > DEEPEST) {
            reading.refuse(
                    folder.toString(), "is more than " + DEEPEST + " folders deep; name it by itself if it is meant");
            return false;
        }
        try {
            if (!seen.add(folder.toRealPath())) {
                return false;
            }
            boolean good = true;
            for (var path : entries(folder)) {
                good &= entry(path, depth);
            }
            return good;
        } catch (IOException | DirectoryIteratorException e) {
            reading.refuse(folder.toString(), "can't be listed: " + why(e));
            return false;
        }
    }

    private boolean entry(Path path, int depth) {
        if (Files.isDirectory(path)) {
            return folder(path, depth + 1);
        }
        if (isYaml(path)) {
            if (files == MOST_FILES) {
                reading.refuse(
                        path.toString(), "is not read: more than " + MOST_FILES + " files are too many for one call");
            }
            if (files <= MOST_FILES) {
                file(path);
            }
        }
        return true;
    }

    private static List<Path> entries(Path folder) throws IOException {
        var entries = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(folder)) {
            for (var path : stream) {
                // hidden ones are editors' and, in a mounted ConfigMap, the same files a second time
                if (!path.getFileName().toString().startsWith(".")) {
                    entries.add(path);
                }
            }
        }
        entries.sort(Comparator.comparing(path -> path.getFileName().toString()));
        return entries;
    }

    private static boolean isYaml(Path path) {
        var name = path.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private void file(Path path) {
        files++;
        try {
            if (!Files.isRegularFile(path)) {
                reading.refuse(
                        path.toString(), Files.exists(path) ? "is not a regular file" : "is not there; check the path");
            } else if (seen.add(path.toRealPath())) {
                try (var in = Files.newInputStream(path)) {
                    reading.file(path.toString(), in.readNBytes(YamlReader.LONGEST + 1));
                }
            }
        } catch (IOException e) {
            reading.refuse(path.toString(), "can't be read: " + why(e));
        }
    }

    private static String why(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof NoSuchFileException ? "it is not there any more" : String.valueOf(e.getMessage());
    }
}
