package dev.lacuna.engine.scenario.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpellingsTest {

    @ParameterizedTest
    @CsvSource({
        "250ms, 250",
        "30s, 30000",
        "1m30s, 90000",
        "2h, 7200000",
        "1h2m3s4ms, 3723004",
        "90s, 90000",
        "0s, 0",
        "999999999ms, 999999999"
    })
    void a_duration_is_the_sum_of_its_parts(String text, long millis) {
        assertThat(DurationText.read(text)).isEqualTo(Spelled.right(Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "ms",
                "-1s",
                "1 s",
                "1.5s",
                "1S",
                "1d",
                "30s1m",
                "1s1s",
                "1m30",
                "1:30",
                "1000000000s",
                "٣s",
                "1us",
                "1h 30m"
            })
    void anything_else_is_no_duration(String text) {
        assertThat(DurationText.read(text)).isInstanceOf(Spelled.Wrong.class);
    }

    @Test
    void a_number_alone_is_told_that_its_unit_lacks() {
        assertThat(DurationText.read("100")).isEqualTo(Spelled.wrong("has no unit; write 100ms or 100s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"250ms", "30s", "1m30s", "2h", "1h4ms", "0s"})
    void a_duration_is_written_as_it_is_read(String text) {
        assertThat(DurationText.read(text))
                .isInstanceOfSatisfying(
                        Spelled.Right.class,
                        right -> assertThat(DurationText.write((Duration) right.value()))
                                .isEqualTo(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0%, 0",
        "30%, 300000",
        "99.95%, 999500",
        "0.0001%, 1",
        "100%, 1000000",
        "100.0%, 1000000",
        "7.50%, 75000"
    })
    void a_share_is_exact_to_a_millionth(String text, int millionths) {
        assertThat(Share.spelling().read(text)).isEqualTo(Spelled.right(new Share(millionths)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "30", "101%", "100.0001%", "-1%", "1.00001%", ".5%", "5.%", "1,5%", "3 %", "999%"})
    void anything_else_is_no_share(String text) {
        assertThat(Share.spelling().read(text)).isInstanceOf(Spelled.Wrong.class);
    }

    @Test
    void a_share_of_some_is_never_none() {
        assertThat(Share.percent(30).of(10)).isEqualTo(3);
        assertThat(Share.percent(1).of(3)).isEqualTo(1);
        assertThat(Share.NONE.of(7)).isZero();
        assertThat(Share.WHOLE.of(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(new Share(999_500)).hasToString("99.95%");
        assertThatThrownBy(() -> new Share(1_000_001)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_guess_is_the_nearest_word_within_a_third_of_its_letters() {
        assertThat(Guess.near("kube-scheduler", List.of("scheduler", "watch"))).contains("scheduler");
        assertThat(Guess.near("kube", List.of("kube-scheduler", "kube-apiserver")))
                .isEmpty();
        assertThat(Guess.near("signall", List.of("single", "signal"))).contains("signal");
        assertThat(Guess.near("tagret", List.of("target"))).contains("target");
        assertThat(Guess.near("SIGNAL", List.of("signal"))).contains("signal");
        assertThat(Guess.near("fro", List.of("for", "at"))).contains("for");
        assertThat(Guess.near("x", List.of("for", "at"))).isEmpty();
        assertThat(Guess.near("y".repeat(65), List.of("y".repeat(64)))).isEmpty();
    }
}
