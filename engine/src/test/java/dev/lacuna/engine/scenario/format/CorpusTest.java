package dev.lacuna.engine.scenario.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CorpusTest {

    static Stream<Corpus> good() {
        return Corpus.of("good").stream();
    }

    static Stream<Corpus> bad() {
        return Corpus.BAD.stream().flatMap(folder -> Corpus.of(folder).stream());
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_file_is_read_without_a_problem(Corpus file) {
        assertThat(file.read().problems()).isEmpty();
        assertThat(file.read().scenarios()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_file_gets_each_of_its_problems_in_order_and_no_scenario(Corpus file) {
        assertThat(file.expected()).isNotEmpty();
        assertThat(file.read().problems()).extracting(Object::toString).containsExactlyElementsOf(file.expected());
        assertThat(file.read().scenarios()).isEmpty();
    }
}
