package dev.lacuna.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people read: the Markdown files at the top and below docs. */
final class Documents {
    /** Maven runs the tests of a module in the module's folder. */
    static final Path TOP = Path.of("").toAbsolutePath().getParent();

    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");

    private Documents() {}

    /**
     * A part of a file between fences.
     *
     * @param name the file's, from the top of the repository
     * @param text with as many empty lines before it as the file has, so that line numbers are the file's
     */
    record Block(String name, String language, String text) {
        @Override
        public String toString() {
            return name + " from line " + (1 + text.indexOf(text.strip()));
        }
    }

    static List<Path> all() {
        var files = new ArrayList<Path>();
        files.add(TOP.resolve("README.md"));
        files.add(TOP.resolve("CONTRIBUTING.md"));
        files.add(TOP.resolve("CHANGELOG.md"));
        files.addAll(below(TOP.resolve("docs"), ".md"));
        return files;
    }

    static List<Path> below(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return TOP.relativize(file).toString();
    }

    static List<Block> blocks(Path file) {
        var text = read(file);
        var blocks = new ArrayList<Block>();
        var fences = FENCE.matcher(text);
        while (fences.find()) {
            int before = (int) text.substring(0, fences.start(2)).lines().count();
            blocks.add(new Block(name(file), fences.group(1), "\n".repeat(before) + fences.group(2)));
        }
        return blocks;
    }

    /** The text without what stands between fences or back-ticks. */
    static String prose(Path file) {
        return FENCE.matcher(read(file)).replaceAll("").replaceAll("`[^`\n]*`", "");
    }

    static Set<String> headings(Path file) {
        var titles = new HashSet<String>();
        var found = HEADING.matcher(FENCE.matcher(read(file)).replaceAll(""));
        while (found.find()) {
            titles.add(found.group(1).replace("`", ""));
        }
        return titles;
    }

    /** As Markdown's hosts make an anchor of a heading. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
