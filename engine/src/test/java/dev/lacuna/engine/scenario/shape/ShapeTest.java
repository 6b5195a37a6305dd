package dev.lacuna.engine.scenario.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.scenario.yaml.YamlReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShapeTest {
    private record Pair(int low, int high, Optional<String> note, Origin where) {
        static final Shape<Pair> SHAPE = Shape.of("Two numbers.", fields -> {
            var low = fields.optional("low", Type.wholeNumber(0, 9), 2, "The lower one.");
            var high = fields.required("high", Type.wholeNumber(0, 9), "The higher one.");
            var note = fields.optional("note", Type.text(), "A remark.");
            fields.check(
                    low, read -> read.get(low) > read.get(high) ? Optional.of("is above `high`") : Optional.empty());
            return read -> new Pair(read.get(low), read.get(high), read.get(note), read.origin(low));
        });
    }

    private final Findings findings = new Findings("pair.yaml");

    private Optional<Pair> read(String text) {
        return Pair.SHAPE.read(YamlReader.read(text).documents().get(0), findings);
    }

    @Test
    void a_field_that_is_left_out_has_its_default_and_the_place_of_its_mapping() {
        assertThat(read("high: 7")).contains(new Pair(2, 7, Optional.empty(), new Origin("pair.yaml", 1, 1, "")));
    }

    @Test
    void a_field_that_is_written_has_its_own_place() {
        assertThat(read("high: 7\nlow: 3\nnote: b"))
                .contains(new Pair(3, 7, Optional.of("b"), new Origin("pair.yaml", 2, 6, "low")));
    }

    @Test
    void a_check_names_the_field_that_it_blames() {
        assertThat(read("{high: 4, low: 5}")).isEmpty();
        assertThat(findings.sorted())
                .extracting(Object::toString)
                .containsExactly("pair.yaml:1:16: low: is above `high`");
    }

    @Test
    void a_check_says_nothing_of_fields_that_could_not_be_read() {
        assertThat(read("{high: x, low: 5}")).isEmpty();
        assertThat(findings.sorted()).hasSize(1);
    }

    private record Part(Optional<String> name, Optional<Integer> size) {
        static final Shape<Part> SHAPE = Shape.lenient("What others refer to.", fields -> {
            var name = fields.required("name", Type.objectName(), "Its name.");
            var size = fields.required("size", Type.wholeNumber(1, 9), "Its size.");
            return read -> new Part(read.find(name), read.whole(() -> odd(read.get(size))));
        });

        private static int odd(int size) {
            if (size % 2 == 0) {
                throw new IllegalArgumentException("sizes are odd");
            }
            return size;
        }
    }

    private Optional<Part> part(String text) {
        return Part.SHAPE.read(YamlReader.read(text).documents().get(0), findings);
    }

    @Test
    void lenient_shape_is_made_of_what_can_be_read_and_each_problem_is_told() {
        assertThat(part("{name: a, size: 3}")).contains(new Part(Optional.of("a"), Optional.of(3)));
        assertThat(findings.count()).isZero();
        assertThat(part("{name: a, size: x}")).contains(new Part(Optional.of("a"), Optional.empty()));
        assertThat(part("{nam: a, size: 5}")).contains(new Part(Optional.empty(), Optional.empty()));
        assertThat(part("{name: a, size: 4}")).contains(new Part(Optional.of("a"), Optional.empty()));
        assertThat(part("7")).contains(new Part(Optional.empty(), Optional.empty()));
        assertThat(findings.sorted())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "is the text `x`; needed is a whole number from 1 to 9",
                        "unknown key; did you mean `name`?",
                        "can't be taken: sizes are odd",
                        "is the number `7`; needed is a mapping of name, size");
    }

    @Test
    void section_needs_a_default_for_each_of_its_fields_even_if_its_shape_is_lenient() {
        assertThatThrownBy(() -> Shape.of("Outer.", fields -> {
                    var part = fields.section("part", Part.SHAPE, "A part.");
                    return read -> read.get(part);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a default");
    }

    @Test
    void a_problem_list_ends_with_a_word_that_it_is_not_complete() {
        assertThat(read("{high: 1, " + String.join(", ", keys(150)) + "}")).isEmpty();
        assertThat(findings.count()).isGreaterThanOrEqualTo(100);
        assertThat(findings.sorted())
                .hasSize(101)
                .last()
                .satisfies(last -> assertThat(last.message()).contains("only the first 100"));
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "unknown" + i + ": 3").toList();
    }

    @Test
    void what_a_maker_refuses_is_a_problem_of_the_mapping() {
        var shape = Shape.<String>of("Never right.", fields -> read -> {
            throw new IllegalArgumentException("no such thing");
        });

        assertThat(shape.read(YamlReader.read("{}").documents().get(0), findings))
                .isEmpty();
        assertThat(findings.sorted()).extracting(Problem::message).containsExactly("can't be taken: no such thing");
    }

    @Test
    void a_key_that_is_declared_twice_is_refused_at_once() {
        assertThatThrownBy(() -> Shape.of("Twice.", fields -> {
                    var one = fields.required("a", Type.text(), "First.");
                    fields.announced("a", "Second.");
                    return read -> read.get(one);
                }))
                .hasMessage("key `a` is declared twice");
    }

    @Test
    void schema_and_table_show_defaults_and_meanings() {
        assertThat(Pair.SHAPE
                        .schema()
                        .getAsJsonObject("properties")
                        .getAsJsonObject("low")
                        .toString())
                .isEqualTo(
                        "{\"type\":\"integer\",\"minimum\":0,\"maximum\":9,\"description\":\"The lower one.\",\"default\":2}");
        assertThat(Pair.SHAPE.table())
                .contains(
                        "| `low` | a whole number from 0 to 9 | `2` | The lower one. |",
                        "| `high` | a whole number from 0 to 9 | needed |");
    }
}
