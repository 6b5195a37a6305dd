package dev.lacuna.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.Experiments;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever copies a scenario from the documents, or runs one of the library, gets one that is read without a problem. */
final class DocumentedScenariosTest {
    private static final Pattern SCENARIO = Pattern.compile("(?m)^kind: Scenario$");
    private static final Path LIBRARY = Documents.TOP.resolve("scenarios");

    @ParameterizedTest
    @MethodSource("documented")
    void a_scenario_in_the_documents_is_read_without_a_problem(Documents.Block block) {
        var read = Experiments.format().read(block.name(), block.text());

        assertThat(read.problems()).as("%s", block).isEmpty();
        assertThat(read.scenarios()).as("%s", block).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("library")
    void a_scenario_of_the_library_is_read_without_a_problem_and_named_as_its_file(Path file) {
        var read = Experiments.format().read(file);

        assertThat(read.problems()).isEmpty();
        assertThat(read.scenarios())
                .singleElement()
                .satisfies(scenario ->
                        assertThat(scenario.name() + ".yaml").isEqualTo(String.valueOf(file.getFileName())));
    }

    @Test
    void the_readme_lists_every_scenario_of_the_library() {
        var readme = Documents.read(Documents.TOP.resolve("README.md"));

        assertThat(library()).allSatisfy(file -> assertThat(readme).contains("(" + Documents.name(file) + ")"));
    }

    @Test
    void the_library_can_be_read_as_a_whole() {
        assertThat(Experiments.format().read(LIBRARY).problems()).isEmpty();
    }

    static List<Documents.Block> documented() {
        return Documents.all().stream()
                .flatMap(file -> Documents.blocks(file).stream())
                .filter(block -> block.language().equals("yaml")
                        && SCENARIO.matcher(block.text()).find())
                .toList();
    }

    static Stream<Path> library() {
        return Documents.below(LIBRARY, ".yaml").stream();
    }
}
