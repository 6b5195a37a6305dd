package dev.lacuna.experiments.kubernetes.canary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CreationsTest {
    private final Creations creations = new Creations();

    @Test
    void a_change_came_after_the_last_creation_of_a_lower_version() {
        creations.created("1041", 300);
        creations.created("1053", 500);
        creations.created("1067", 700);

        assertThat(creations.before("1060")).hasValue(500);
    }

    @Test
    void answers_that_come_in_another_order_change_nothing() {
        creations.created("1053", 300);
        creations.created("1041", 500);

        assertThat(creations.before("1060")).hasValue(500);
    }

    @Test
    void nothing_is_known_of_a_change_before_the_first_creation() {
        creations.created("1053", 500);

        assertThat(creations.before("1053")).isEmpty();
        assertThat(creations.before("99")).isEmpty();
    }

    @Test
    void versions_that_are_no_numbers_are_not_compared() {
        creations.created("abc", 500);
        creations.created("1053", 600);

        assertThat(creations.before("abd")).isEmpty();
        assertThat(creations.before("")).isEmpty();
    }

    @Test
    void of_a_run_of_hours_only_the_latest_are_kept() {
        for (int i = 0; i < 1_000; i++) {
            creations.created(Integer.toString(5_000 + i), i);
        }

        assertThat(creations.before("5999")).hasValue(998);
        assertThat(creations.before("5100")).isEmpty();
    }
}
