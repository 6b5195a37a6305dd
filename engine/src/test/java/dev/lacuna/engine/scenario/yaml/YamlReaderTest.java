package dev.lacuna.engine.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on",
                "no",
                "yes",
                "True",
                "FALSE",
                "1:30",
                "10:30:00",
                "014",
                "1_000",
                "0x1F",
                "2026-12-24",
                ".5",
                "1.",
                "+3",
                "1e",
                "--",
                ".inf",
                "NULL"
            })
    void a_word_that_other_readers_guess_at_stays_a_text(String word) {
        assertThat(scalar(word).kind()).isEqualTo(YamlScalar.Kind.TEXT);
        assertThat(scalar(word).text()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "0, NUMBER",
        "-3, NUMBER",
        "2.50, NUMBER",
        "1e9, NUMBER",
        "7E-2, NUMBER",
        "true, BOOLEAN",
        "false, BOOLEAN",
        "~, NOTHING",
        "null, NOTHING"
    })
    void numbers_are_those_of_json_and_booleans_two_words(String word, YamlScalar.Kind kind) {
        assertThat(scalar(word).kind()).isEqualTo(kind);
        assertThat(scalar('"' + word + '"').kind()).isEqualTo(YamlScalar.Kind.TEXT);
    }

    @Test
    void a_node_knows_its_line_and_its_column_in_characters() {
        var map = (YamlMap) YamlReader.read("# first\n\"🙂\": x\n\"ü\": {a:   y}\n")
                .documents()
                .get(0);

        assertThat(map.entry("🙂").orElseThrow().value()).isEqualTo(new YamlScalar("x", true, 2, 6));
        assertThat(map.get("ü")).hasValueSatisfying(inner -> {
            assertThat(inner.line()).isEqualTo(3);
            assertThat(((YamlMap) inner).get("a")).contains(new YamlScalar("y", true, 3, 12));
        });
    }

    @Test
    void a_byte_order_mark_moves_no_column() {
        var result = YamlReader.read("\uFEFFa: b".getBytes(StandardCharsets.UTF_8));

        assertThat(result.documents())
                .singleElement()
                .satisfies(map -> assertThat(map.column()).isEqualTo(1));
    }

    @Test
    void the_documents_before_a_broken_one_are_still_there() {
        var result = YamlReader.read("a: b\n---\nc: [\n");

        assertThat(result.documents()).hasSize(1);
        assertThat(result.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).startsWith("is not YAML"));
    }

    @Test
    void of_a_duplicate_key_the_first_stays_and_each_other_is_named() {
        var result = YamlReader.read("a: 1\nb: {c: 2, c: 3}\na: 4\n");

        assertThat(((YamlMap) result.documents().get(0)).get("a")).contains(new YamlScalar("1", true, 1, 4));
        assertThat(result.faults()).extracting(YamlFault::path).containsExactly("b.c", "a");
    }

    @Test
    void a_text_of_a_mebibyte_is_read_and_one_byte_more_is_not() {
        var most = ("a: b\n" + "#\n".repeat(YamlReader.LONGEST / 2)).substring(0, YamlReader.LONGEST);

        assertThat(YamlReader.read(most).faults()).isEmpty();
        assertThat(YamlReader.read(most + "#").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("longer than 1 MiB"));
        assertThat(YamlReader.read((most + "#").getBytes(StandardCharsets.UTF_8))
                        .faults())
                .hasSize(1);
    }

    @Test
    void nesting_is_bounded_in_values_and_in_keys() {
        assertThat(YamlReader.read("[".repeat(31) + "x" + "]".repeat(31)).faults())
                .isEmpty();
        assertThat(YamlReader.read("[".repeat(32) + "x" + "]".repeat(32)).faults())
                .hasSize(1);
        assertThat(YamlReader.read("{".repeat(100_000)).faults()).hasSize(1);
        assertThat(YamlReader.read("? ".repeat(100_000)).faults()).hasSize(1);
    }

    @Test
    void the_number_of_nodes_and_the_length_of_keys_and_lines_are_bounded() {
        assertThat(YamlReader.read("[" + "x, ".repeat(TreeBuilder.MOST_NODES) + "]")
                        .faults())
                .hasSize(1);
        assertThat(YamlReader.read("? " + "k".repeat(TreeBuilder.LONGEST_KEY + 1) + "\n: v")
                        .faults())
                .hasSize(1);
        assertThat(YamlReader.read("a: " + "v".repeat(Unprintable.LONGEST_LINE - 3))
                        .faults())
                .isEmpty();
        assertThat(YamlReader.read("a: " + "v".repeat(Unprintable.LONGEST_LINE - 2))
                        .faults())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!%",
                "!x%",
                "!x%2",
                "!<%",
                "%TAG ! %",
                "!%\n",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\U00110000\"",
                "\"\\",
                "!%zz a",
                "\"\\x",
                "\"\\u"
            })
    void a_broken_escape_is_refused(String text) {
        assertThat(YamlReader.read(text).faults()).isNotEmpty();
        assertThat(YamlReader.read("a: " + text).faults()).isNotEmpty();
    }

    @Test
    void what_was_read_is_shown_on_one_line_without_control_characters() {
        assertThat(Quoted.of("a\nb\u001b[31m\u202e")).isEqualTo("`a\\u{a}b\\u{1b}[31m\\u{202e}`");
        assertThat(Quoted.of("x".repeat(61))).isEqualTo("`" + "x".repeat(60) + "…`");
    }

    @Test
    void a_path_quotes_keys_that_are_not_words() {
        assertThat(YamlPath.ROOT.key("spec").item(3).key("a/b").key("c").toString())
                .isEqualTo("spec[3][`a/b`].c");
        assertThat(YamlPath.ROOT.item(0).toString()).isEqualTo("[0]");
    }

    private static YamlScalar scalar(String word) {
        var result = YamlReader.read("- " + word);
        assertThat(result.faults()).isEmpty();
        return (YamlScalar) ((YamlList) result.documents().get(0)).items().get(0);
    }
}
