package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.safeguard.Voters;
import dev.lacuna.engine.safeguard.Voters.Voter;
import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.scenario.Trials;
import dev.lacuna.engine.slo.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Experiments of one trial, each at its own time. */
final class SeveralExperimentsTest extends PaperRuns {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    @Test
    void fault_is_healed_when_its_time_is_over_while_another_one_is_being_proved() {
        site.holding = Map.of("first", seconds(10));
        site.proving = Map.of("second", seconds(110));

        var result = run(Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(2))));

        assertThat(second("first", "heal")).isCloseTo(10, within(0.1));
        assertThat(second("second", "proved")).isCloseTo(112, within(0.1));
        assertThat(result.ending()).isEqualTo(Ending.PASSED);
    }

    @Test
    void fault_is_healed_at_its_time_while_another_one_is_slow_to_heal() {
        site.holding = Map.of("first", seconds(10), "second", seconds(9));
        site.healing = Map.of("first", seconds(20));

        run(Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(3))));

        assertThat(second("first", "heal")).isCloseTo(10, within(0.1));
        assertThat(second("second", "heal")).isCloseTo(12, within(0.1));
        assertThat(second("first", "verify")).isCloseTo(30, within(0.1));
    }

    @Test
    void experiment_begins_at_its_time_although_an_earlier_one_is_being_proved() {
        site.proving = Map.of("first", seconds(70));

        var result = run(
                Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(20)), Sheet.at("third", seconds(1))));

        assertThat(second("second", "inject")).isCloseTo(20, within(0.001));
        assertThat(second("third", "inject")).isCloseTo(1, within(0.001));
        assertThat(second("first", "proved")).isCloseTo(70, within(0.1));
        assertThat(result.ending()).isEqualTo(Ending.PASSED);
        assertThat(events).noneMatch(Event.Warned.class::isInstance);
    }

    @Test
    void experiment_without_a_time_of_its_own_begins_when_the_one_before_is_healed() {
        site.holding = Map.of("first", seconds(10));
        site.healing = Map.of("first", seconds(2));

        run(Sheet.of(LONG, Sheet.next("first"), Sheet.next("second")));

        assertThat(second("first", "verify")).isCloseTo(12, within(0.1));
        assertThat(second("second", "inject")).isCloseTo(12, within(0.1));
    }

    @Test
    void later_experiment_hits_whom_it_means_by_then() {
        site.before = deed -> site.target = deed.equals("confirm") ? "cp3" : site.target;

        var result = run(Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(20))));

        assertThat(log(done -> done.deed().equals("inject")))
                .extracting(FakeSite.Done::experiment, FakeSite.Done::on)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("first", "cp2"),
                        org.assertj.core.groups.Tuple.tuple("second", "cp3"));
        assertThat(result.trials()
                        .get(0)
                        .experiments()
                        .get(1)
                        .proposal()
                        .targets()
                        .get(0)
                        .node())
                .isEqualTo("cp3");
        assertThat(events)
                .filteredOn(event -> event instanceof Event.Proposed proposed
                        && proposed.experiment().equals("second")
                        && proposed.proposal().targets().get(0).node().equals("cp3"))
                .hasSize(1);
    }

    @Test
    void later_experiment_is_looked_up_shortly_before_its_time() {
        site.before = deed -> {
            if (deed.equals("propose") && !site.log.isEmpty()) {
                site.deeds.add("propose at " + (loop.now() - site.log.get(1).at()) / 1_000_000_000);
            }
        };

        run(Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(20))));

        assertThat(site.deeds)
                .contains("propose at 15")
                .containsSubsequence("propose at 15", "prepare", "journal", "arm");
    }

    @Test
    void guards_judge_a_later_experiment_together_with_what_is_in_force() {
        site.voters = new Voters.Seen(
                List.of(new Voter("a", "cp1", true), new Voter("b", "cp2", true), new Voter("c", "cp3", true)));
        site.losses = Set.of(Loss.ended("etcd", "kube-system/etcd-cp2", "cp2"));
        site.holding = Map.of("first", seconds(60));
        site.before = deed -> site.losses =
                deed.equals("confirm") ? Set.of(Loss.ended("etcd", "kube-system/etcd-cp3", "cp3")) : site.losses;

        var result = run(Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(20))));

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).contains("quorum", "a majority is 2");
        assertThat(log(done -> done.deed().equals("inject"))).hasSize(1);
        assertThat(second("first", "heal")).isCloseTo(15, within(0.1));
    }

    @Test
    void what_the_first_fault_did_to_the_cluster_does_not_refuse_the_second() {
        site.before = deed ->
                site.degraded = deed.equals("confirm") ? List.of("pod x on node cp2 is not Ready") : site.degraded;

        assertThat(run(Sheet.of(LONG, Sheet.next("first"), Sheet.next("second")))
                        .ending())
                .isEqualTo(Ending.PASSED);
    }

    @Test
    void later_experiment_waits_for_its_target() {
        site.before = deed -> {
            if (deed.equals("confirm") && site.targetless.isEmpty()) {
                site.targetless = Optional.of(new FaultException(FaultException.Kind.NO_TARGET, "nobody leads"));
                loop.after(seconds(30), () -> site.targetless = Optional.empty());
            }
        };

        var result = run(Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(20))));

        assertThat(second("second", "inject")).isBetween(30.0, 30.6);
        assertThat(result.ending()).isEqualTo(Ending.PASSED);
        assertThat(events)
                .filteredOn(event -> event instanceof Event.Warned warned
                        && warned.text().contains("`second` came 10.")
                        && warned.text().contains("`at` of 20.0 s"))
                .hasSize(1);
    }

    @Test
    void fault_that_is_not_proved_ends_the_others_at_once() {
        site.holding = Map.of("second", seconds(60));
        site.proving = Map.of("first", seconds(30));
        loop.at(seconds(15).toNanos(), () -> site.proof = Proof.missing(List.of("the container is still 4d56")));

        var result = run(
                Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(3)), Sheet.at("third", seconds(40))));

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("the fault of `first` is not proved", "still 4d56");
        assertThat(second("second", "heal")).isCloseTo(30, within(0.1));
        assertThat(log(done -> done.experiment().equals("third"))).isEmpty();
    }

    @Test
    void signal_heals_everything_that_is_in_force() {
        site.holding = Map.of("first", seconds(60), "second", seconds(60));
        loop.at(seconds(20).toNanos(), () -> signal.raise("SIGTERM", loop));

        var result = run(Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(3))));

        assertThat(result.ending()).isEqualTo(Ending.TERMINATED);
        assertThat(log(done -> done.deed().equals("verify")))
                .extracting(FakeSite.Done::experiment)
                .containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void nothing_is_injected_while_another_fault_can_not_be_healed() {
        site.holding = Map.of("first", seconds(5));
        site.healable = false;

        var result = run(Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(20))));

        assertThat(result.ending()).isEqualTo(Ending.NOT_HEALED);
        assertThat(log(done -> done.deed().equals("inject"))).hasSize(1);
    }

    @Test
    void each_injection_is_asked_for_on_its_own() {
        var sheet = Sheet.of(new Trials(1, new Pause.Fixed(seconds(4))), seconds(5), "poked", "prodded");

        var result = run(sheet, proposals -> {
            site.deeds.add("ask for " + proposals.size());
            return !site.deeds.contains("inject");
        });

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("the user said no");
        assertThat(site.deeds)
                .containsSubsequence("ask for 1", "inject", "confirm", "heal", "verify", "ask for 1", "cleanUp")
                .containsOnlyOnce("inject");
    }

    @Test
    void question_keeps_no_fault_in_force() {
        site.holding = Map.of("first", seconds(10));

        run(Sheet.of(LONG, Sheet.next("first"), Sheet.at("second", seconds(7))), (proposals, waiting) -> {
            waiting.sleep(seconds(site.log.isEmpty() ? 0 : 40));
            return true;
        });

        assertThat(second("first", "heal")).isCloseTo(10, within(0.1));
        assertThat(second("second", "inject")).isCloseTo(42, within(0.1));
    }

    @Test
    void single_experiment_costs_no_more_than_its_own_steps() {
        assertThat(run().ending()).isEqualTo(Ending.PASSED);

        assertThat(site.deeds)
                .containsExactly(
                        "lock", "propose", "prepare", "journal", "arm", "inject", "confirm", "heal", "verify",
                        "journal", "cleanUp", "unlock");
    }
}
