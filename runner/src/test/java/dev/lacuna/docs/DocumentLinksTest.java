package dev.lacuna.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between documents, and from the code to them, lead somewhere. */
final class DocumentLinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

    /** {@code docs/x.md} or {@code docs/x.md, "Title"}, as comments and messages of the code have them. */
    private static final Pattern FROM_CODE = Pattern.compile("\\b(docs/[a-z0-9/-]+\\.md)(?:, \"([^\"]+)\")?");

    /** A test as documents name it: class and method. */
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void every_relative_link_and_anchor_resolves() {
        var broken = new ArrayList<String>();
        int checked = 0;
        for (var document : Documents.all()) {
            for (var link : links(document)) {
                checked++;
                if (!leadsSomewhere(document, link)) {
                    broken.add(Documents.name(document) + ": " + link);
                }
            }
        }

        assertThat(checked).as("links that were found").isPositive();
        assertThat(broken).isEmpty();
    }

    @Test
    void every_document_and_heading_that_the_code_names_exists() {
        var broken = new ArrayList<String>();
        int checked = 0;
        for (var source : sources()) {
            // A comment may break the line within a reference.
            var named = FROM_CODE.matcher(Documents.read(source).replaceAll("\\n\\s*(?:\\*|#|//)?\\s*", " "));
            while (named.find()) {
                checked++;
                if (!exists(named.group(1), named.group(2))) {
                    broken.add(Documents.name(source) + ": " + named.group());
                }
            }
        }

        assertThat(checked).as("references that were found").isPositive();
        assertThat(broken).isEmpty();
    }

    @Test
    void every_test_that_a_document_names_exists() {
        var tests = Stream.of("engine", "experiments", "runner")
                .flatMap(module -> Documents.below(Documents.TOP.resolve(module).resolve("src/test"), ".java").stream())
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        Documents::read,
                        (one, other) -> one + other));
        var broken = new ArrayList<String>();
        int checked = 0;
        for (var document : Documents.all()) {
            var named = TEST.matcher(Documents.read(document));
            while (named.find()) {
                checked++;
                if (!tests.getOrDefault(named.group(1), "").contains("void " + named.group(2) + "(")) {
                    broken.add(Documents.name(document) + ": " + named.group());
                }
            }
        }

        assertThat(checked).as("tests that are named").isPositive();
        assertThat(broken).isEmpty();
    }

    @Test
    void an_anchor_is_made_as_the_hosts_of_markdown_make_it() {
        assertThat(Documents.anchor("What `plan` says, and why")).isEqualTo("what-plan-says-and-why");
        assertThat(Documents.anchor("5. API-loss is_normal")).isEqualTo("5-api-loss-is_normal");
    }

    private static List<String> links(Path document) {
        return LINK.matcher(Documents.prose(document))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .toList();
    }

    private static boolean leadsSomewhere(Path from, String link) {
        int hash = link.indexOf('#');
        var path = hash < 0 ? link : link.substring(0, hash);
        var target = path.isEmpty() ? from : from.resolveSibling(path).normalize();
        if (!target.startsWith(Documents.TOP) || !Files.exists(target)) {
            return false;
        }
        return hash < 0
                || Documents.headings(target).stream()
                        .map(Documents::anchor)
                        .anyMatch(link.substring(hash + 1)::equals);
    }

    private static boolean exists(String document, String heading) {
        var file = Documents.TOP.resolve(document);
        return Files.exists(file)
                && (heading == null || Documents.headings(file).contains(heading));
    }

    private static List<Path> sources() {
        return Stream.of("engine", "experiments", "runner")
                .map(module -> Documents.TOP.resolve(module).resolve("src/main"))
                .filter(Files::isDirectory)
                .flatMap(
                        folder -> Stream.of(".java", ".sh").flatMap(ending -> Documents.below(folder, ending).stream()))
                .toList();
    }
}
