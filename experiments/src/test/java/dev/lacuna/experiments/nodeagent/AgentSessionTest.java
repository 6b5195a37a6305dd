package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.experiments.controlplane.Connection;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.NodeAgentFailure.Reason;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.PacketFilter.Effect;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.controlplane.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The runner's side against an agent in the test's own time. */
final class AgentSessionTest extends FakeTalk {
    @Test
    void session_knows_what_the_node_can_do_and_its_clock_within_a_round_trip() {
        var agent = session();

        assertThat(agent.capabilities().nft()).isTrue();
        assertThat(agent.capabilities().iptables()).isFalse();
        assertThat(agent.capabilities().bootId()).isEqualTo("b1");
        assertThat(agent.clockWidth()).isBetween(1L, 2_200_000L);
    }

    @Test
    void moment_of_the_node_holds_the_true_one() {
        var agent = session();
        long truth = loop.now();
        var wall = Instant.ofEpochSecond(0, fake.nodeNow() + FakeAgent.WALL);

        var at = agent.at(wall.truncatedTo(java.time.temporal.ChronoUnit.MICROS));

        assertThat(at.lower()).isLessThanOrEqualTo(truth);
        assertThat(at.upper()).isGreaterThanOrEqualTo(truth);
        assertThat(at.width()).isLessThan(2_300_000L);
    }

    @Test
    void faster_round_trips_narrow_what_slow_ones_left_wide() {
        fake.delay = Duration.ofMillis(20);
        var agent = session();
        assertThat(agent.clockWidth()).isGreaterThan(35_000_000L);

        fake.delay = Duration.ofMillis(2);
        loop.sleep(Duration.ofSeconds(2));

        assertThat(agent.clockWidth()).isLessThan(4_500_000L);
    }

    @Test
    void signal_tells_when_it_was_sent_and_later_when_the_process_was_gone() {
        var agent = session();
        long sentAt = fake.nodeNow() + 1_000_000;
        fake.answers.put(
                "signal",
                "ok sent=%d,%d\ngone at=%d,%d".formatted(sentAt, sentAt + 100, sentAt + 2_000_000, sentAt + 3_000_000));

        var sent = get(agent.signal(VICTIM, Signal.KILL, Duration.ofSeconds(2)));
        var gone = get(sent.gone()).orElseThrow();

        assertThat(fake.done).contains("signal " + CONTAINER + " 512 8123 KILL 2000");
        assertThat(gone.lower() - sent.sent().lower()).isBetween(1_999_000L, 2_001_000L);
        assertThat(gone.upper() - sent.sent().lower()).isGreaterThanOrEqualTo(2_999_000L);
    }

    @Test
    void process_that_outlives_the_watch_is_not_gone() {
        var agent = session();
        fake.answers.put("signal", "ok sent=1,2\nalive since=3");

        assertThat(get(get(agent.signal(VICTIM, Signal.TERM, SOON)).gone())).isEqualTo(Optional.empty());
    }

    @Test
    void death_that_is_never_reported_fails_instead_of_staying_open() {
        var agent = session();
        fake.answers.put("signal", "ok sent=1,2");
        var gone = get(agent.signal(VICTIM, Signal.TERM, Duration.ofSeconds(1))).gone();

        assertThatThrownBy(() -> get(gone))
                .satisfies(thrown -> assertThat(failure(thrown).reason()).isEqualTo(Reason.UNANSWERED));
    }

    @Test
    void refusal_says_what_was_found_and_what_to_do() {
        var agent = session();
        fake.answers.put("freeze", "err code=other-start");

        assertThatThrownBy(() -> get(agent.freeze(VICTIM, Duration.ofMillis(1_500))))
                .hasMessageContaining("node cp2")
                .hasMessageContaining("belongs to another process")
                .hasMessageContaining("[other-start]")
                .satisfies(thrown -> assertThat(failure(thrown).code()).isEqualTo("other-start"));
        assertThat(fake.done).contains("freeze " + CONTAINER + " 512 8123 2");
    }

    @Test
    void command_that_hangs_on_the_way_is_refused_as_late() {
        var agent = session();
        fake.answers.put("find", "ok pid=512 start=8123");
        fake.delay = Duration.ofMillis(3_100);

        assertThatThrownBy(() -> get(agent.find(CONTAINER)))
                .satisfies(thrown -> assertThat(failure(thrown).reason()).isIn(Reason.LATE, Reason.UNANSWERED));
        loop.sleep(Duration.ofSeconds(10));
        assertThat(fake.done).doesNotContain("find " + CONTAINER);
    }

    @Test
    void healing_is_never_too_late() {
        var agent = session();
        fake.answers.put("heal", "ok healed=all");
        fake.delay = Duration.ofSeconds(8);

        get(agent.heal());
        assertThat(fake.done).contains("heal");
    }

    @Test
    void unanswered_command_says_that_nobody_knows() {
        var agent = session();
        fake.answers.remove("find");

        assertThatThrownBy(() -> get(agent.find(CONTAINER)))
                .hasMessageContaining("whether it was done is not known")
                .satisfies(thrown -> assertThat(failure(thrown).reason()).isEqualTo(Reason.UNANSWERED));
    }

    @Test
    void filter_is_told_as_it_is_and_counted_and_removed_by_its_name() {
        var agent = session();
        fake.answers.put("filter", "ok at=1,2");
        fake.answers.put("count", "ok at=1 matched=1000 dropped=297");
        fake.answers.put("unfilter", "ok at=3,4 matched=1010 dropped=299");
        var filter = new PacketFilter(
                Effect.DROP, 300, List.of("10.77.0.1", "fd00::1"), Set.of(2380), Set.of(), Optional.of("lo"));

        var applied = get(agent.apply(filter));

        assertThat(fake.done).contains("filter f1 drop 300 10.77.0.1,fd00::1 2380 - lo nft");
        assertThat(get(agent.count(applied.id()))).isEqualTo(new FilterCount(1000, 297));
        assertThat(get(agent.remove(applied.id())).last()).contains(new FilterCount(1010, 299));
        assertThat(fake.done).contains("unfilter f1");
        fake.answers.put("unfilter", "ok at=5,6");
        assertThat(get(agent.remove(applied.id())).last()).isEmpty();
    }

    @Test
    void node_without_nft_filters_by_iptables_and_one_without_both_is_refused_before_it_is_asked() {
        var filter =
                new PacketFilter(Effect.RESET, 1000, List.of("10.77.0.1"), Set.of(6443), Set.of(), Optional.empty());
        var hello = String.valueOf(fake.answers.get("hello"));
        fake.answers.put("hello", hello.replace("nft=yes iptables=no", "nft=no iptables=yes"));
        fake.answers.put("filter", "ok at=1,2");
        get(session().apply(filter));
        fake.answers.put("hello", hello.replace("nft=yes", "nft=no"));

        assertThatThrownBy(() -> get(session().apply(filter)))
                .hasMessageContaining("neither nft nor iptables")
                .satisfies(thrown -> assertThat(failure(thrown).reason()).isEqualTo(Reason.REFUSED));
        assertThat(fake.done)
                .filteredOn(text -> text.startsWith("filter"))
                .containsExactly("filter f1 reset 1000 10.77.0.1 6443 - - iptables");
    }

    @Test
    void filter_that_somebody_removes_is_told_once() {
        var agent = session();
        fake.answers.put("filter", "ok at=1,2\nlost at=3");
        get(agent.apply(
                new PacketFilter(Effect.RESET, 1000, List.of("10.77.0.1"), Set.of(6443), Set.of(), Optional.empty())));
        loop.sleep(Duration.ofSeconds(1));

        assertThat(trouble).containsExactly("node cp2: filter f1 was removed by somebody else");
    }

    @Test
    void connection_attempt_tells_its_outcome() {
        var agent = session();
        fake.answers.put("connect", "ok outcome=refused took=12000000");

        assertThat(get(agent.connect("10.77.0.1", 2380, Duration.ofMillis(900))))
                .isEqualTo(new Connection(Connection.Outcome.REFUSED, Duration.ofMillis(12)));
    }

    @Test
    void residue_is_told_in_words() {
        var agent = session();
        fake.answers.put("residue", """
            left kind=table name=lacuna_r1 family=inet
            other kind=table name=lacuna_old family=inet
            stranger kind=stopped pid=7 start=70 comm=sleep container=4d
            ok count=3\
            """);

        assertThat(get(agent.residue(Set.of("4d56", "12ab"))))
                .isEqualTo(new Residue(
                        List.of("left family=inet kind=table name=lacuna_r1"),
                        List.of("other family=inet kind=table name=lacuna_old"),
                        List.of("stranger comm=sleep container=4d kind=stopped pid=7 start=70")));
        assertThat(fake.done).contains("residue 12ab,4d56");
    }
}
