package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.scenario.Trials;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps a run from hitting anything. */
final class RunPreflightTest extends PaperRuns {
    @Test
    void guard_that_refuses_keeps_everything_from_being_armed() {
        site.degraded = List.of("node cp3 is not ready");

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("degraded", "cp3", "--allow");
        assertThat(site.deeds).doesNotContain("prepare", "arm", "inject");
    }

    @Test
    void target_that_changed_since_the_guards_were_asked_is_not_hit() {
        site.before = deed -> {
            if (deed.equals("prepare")) {
                loop.sleep(Duration.ofSeconds(6));
                site.target = "cp3";
            }
        };

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.INCONCLUSIVE);
        assertThat(result.reason()).contains("kube-scheduler-cp3", "before: ", "kube-scheduler-cp2");
        assertThat(site.deeds).contains("prepare").doesNotContain("arm", "inject");
    }

    @Test
    void guards_are_asked_again_when_making_ready_took_long() {
        site.before = deed -> {
            if (deed.equals("prepare")) {
                loop.sleep(Duration.ofSeconds(6));
                site.degraded = List.of("node cp3 is not Ready");
            }
        };

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("degraded: node cp3 is not Ready");
        assertThat(site.deeds).doesNotContain("arm", "inject");
    }

    @Test
    void lock_of_another_run_is_not_given_back() {
        site.holder = Optional.of("run r0 on host a");

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("r0");
        assertThat(site.deeds).containsExactly("lock");
    }

    @Test
    void open_journal_of_an_earlier_run_is_refused() {
        site.open = Set.of("r0");

        assertThat(run().reason()).contains("r0", "lacuna recover");
        assertThat(site.deeds).containsExactly("lock", "cleanUp", "unlock");
    }

    @Test
    void lacking_right_is_named() {
        site.lacking = List.of(new Right("get", "", "pods", ""));
        site.degraded = List.of("node cp3 is not Ready");

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
        assertThat(result.reason()).contains("get pods");
        assertThat(site.deeds).contains("propose").doesNotContain("prepare", "arm");
    }

    @Test
    void rights_of_every_run_are_asked_for_before_anything_is_read() {
        site.lacking = List.of(new Right("list", "", "nodes", ""));
        site.targetless = Optional.of(new FaultException(FaultException.Kind.NO_TARGET, "no pod matches"));

        var result = run();

        assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
        assertThat(result.reason()).contains("list nodes");
        assertThat(site.deeds).isEmpty();
    }

    @Test
    void automatic_pause_waits_before_the_first_trial_for_what_passes_by_itself() {
        site.degraded = List.of("pod kube-system/etcd-cp3 is not Ready");
        mendAfterProposals(9);

        var result = run(Sheet.of(new Trials(1, new Pause.Auto()), Duration.ofSeconds(5), "poked"), proposals -> true);

        assertThat(result.ending()).isEqualTo(Ending.PASSED);
        assertThat(events)
                .filteredOn(event -> event instanceof Event.Entered entered
                        && entered.doing().contains("etcd-cp3 is not Ready"))
                .hasSize(1);
    }

    @Test
    void fixed_pause_waits_for_nothing_before_the_first_trial() {
        site.degraded = List.of("pod kube-system/etcd-cp3 is not Ready");
        mendAfterProposals(2);

        assertThat(run().ending()).isEqualTo(Ending.REFUSED);
    }

    private void mendAfterProposals(int count) {
        site.before = deed -> {
            if (site.deeds.stream().filter("propose"::equals).count() >= count) {
                site.degraded = List.of();
            }
        };
    }

    @Test
    void nothing_to_hit_is_an_error_of_the_scenario() {
        site.targetless = Optional.of(new FaultException(FaultException.Kind.NO_TARGET, "no pod matches"));

        assertThat(run().ending()).isEqualTo(Ending.NO_TARGET);
    }

    @Test
    void election_that_nobody_leads_is_waited_for_and_told_once() {
        site.targetless = Optional.of(new FaultException(FaultException.Kind.NO_LEADER, "nobody leads it now"));
        loop.after(Duration.ofSeconds(15), () -> site.targetless = Optional.empty());

        var result = run(Sheet.of(new Trials(1, new Pause.Auto()), Duration.ofSeconds(5), "poked"), proposals -> true);

        assertThat(result.ending()).isEqualTo(Ending.PASSED);
        assertThat(events)
                .filteredOn(event -> event instanceof Event.Entered entered
                        && entered.doing().contains("nobody leads it now"))
                .hasSize(1);
    }

    @Test
    void election_that_nobody_leads_for_too_long_is_no_target() {
        site.targetless = Optional.of(new FaultException(FaultException.Kind.NO_LEADER, "nobody leads it now"));

        var result = run(Sheet.of(new Trials(1, new Pause.Auto()), Duration.ofSeconds(5), "poked"), proposals -> true);

        assertThat(result.ending()).isEqualTo(Ending.NO_TARGET);
        assertThat(result.reason()).contains("nobody leads it now");
    }
}
