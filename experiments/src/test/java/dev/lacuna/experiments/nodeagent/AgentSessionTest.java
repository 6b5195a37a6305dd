package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.experiments.controlplane.Connection;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.NodeAgentFailure.Reason;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.PacketFilter.Effect;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.controlplane.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The runner's side against an agent in the test's own time. */
final class AgentSessionTest {
    private static final String CONTAINER = "4d56".repeat(16);
    private static final ProcessRef VICTIM = new ProcessRef(CONTAINER, 512, 8123);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final HandLoop loop = new HandLoop();
    private final FakeAgent fake = new FakeAgent(loop);
    private final List<String> trouble = new ArrayList<>();

    private NodeAgent session() {
        var agent = loop.await(AgentGreeting.open(loop, "cp2", fake, 2), SOON, "session");
        agent.onTrouble(trouble::add);
        return agent;
    }

    private <T> T get(CompletableFuture<T> answer) {
        return loop.await(answer, SOON, "answer");
    }

    private static NodeAgentFailure failure(Throwable thrown) {
        return (NodeAgentFailure) thrown;
    }

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
    void every_command_goes_over_both_links_and_its_answer_counts_once() {
        var agent = session();
        fake.answers.put("processes", """
            process pid=512 start=8123 state=S comm=kube-scheduler container=%1$s
            process pid=513 start=8124 state=T comm=kube-scheduler container=%1$s
            ok count=2\
            """.formatted(CONTAINER));

        var found = get(agent.processes(Set.of("kube-scheduler", "kube-controller-manager")));

        assertThat(fake.open).hasSize(2);
        assertThat(found).extracting(one -> one.process().pid()).containsExactly(512L, 513L);
        assertThat(found).extracting(one -> one.isLive()).containsExactly(true, false);
        assertThat(fake.done).contains("processes kube-controller,kube-scheduler");
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
    void mute_link_costs_nothing_while_the_other_speaks() {
        var agent = session();
        fake.answers.put("find", "ok pid=512 start=8123");
        fake.open.get(0).mute = true;
        long before = loop.now();

        assertThat(get(agent.find(CONTAINER))).isEqualTo(VICTIM);
        assertThat(loop.now() - before).isLessThan(5_000_000L);
    }

    @Test
    void lost_link_is_told_and_opened_again() {
        session();
        fake.open.get(1).lose("connection reset");
        loop.sleep(Duration.ofMillis(500));
        assertThat(fake.open).hasSize(1);

        loop.sleep(Duration.ofSeconds(1));

        assertThat(fake.open).hasSize(2);
        assertThat(trouble).containsExactly("node cp2: link 1: connection reset");
    }

    @Test
    void command_asked_while_no_link_is_open_is_done_when_one_opens() {
        var agent = session();
        fake.answers.put("find", "ok pid=512 start=8123");
        List.copyOf(fake.open).forEach(way -> way.lose("gone"));
        loop.sleep(Duration.ofMillis(1));

        assertThat(get(agent.find(CONTAINER))).isEqualTo(VICTIM);
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
    void agent_is_spoken_to_at_least_twice_a_second_until_closed() {
        var agent = session();
        fake.done.clear();
        loop.sleep(Duration.ofSeconds(10));
        assertThat(fake.done).hasSizeBetween(19, 21).contains("clock", "clock wall");

        agent.close();
        loop.sleep(Duration.ofSeconds(10));

        assertThat(fake.done).last().isEqualTo("quit");
        assertThat(fake.open).allMatch(way -> way.closed);
    }

    @Test
    void end_of_the_agent_fails_what_is_open_and_what_comes() {
        var agent = session();
        var open = agent.find(CONTAINER);
        fake.say("0 bye reason=lease-over healed=all");

        assertThatThrownBy(() -> get(open))
                .satisfies(thrown -> assertThat(failure(thrown).reason()).isEqualTo(Reason.ENDED));
        assertThatThrownBy(() -> get(agent.heal())).hasMessageContaining("lease-over");
        assertThat(trouble).containsExactly("node cp2: the agent has ended (reason: lease-over, healed: all)");
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
    void link_that_shows_the_agents_end_fails_what_is_open_and_what_comes_without_a_last_word() {
        var agent = session();
        var open = agent.find(CONTAINER);
        fake.refusesLinks = Optional.of(LinkLost.withItsAgent("500: container not found"));
        List.copyOf(fake.open).forEach(way -> way.lose("no pong"));

        for (var asked : List.of(open, agent.heal())) {
            assertThatThrownBy(() -> get(asked))
                    .hasMessageContaining("the agent has ended (500: container not found)")
                    .satisfies(thrown -> assertThat(failure(thrown).reason()).isEqualTo(Reason.ENDED))
                    .satisfies(thrown -> assertThat(failure(thrown).undid()).isFalse());
        }
        assertThat(fake.over).isTrue();
        int tried = fake.opened;
        loop.sleep(SOON);
        assertThat(fake.opened).as("no link is opened after that").isEqualTo(tried);
    }

    @Test
    void link_that_ends_with_the_agent_is_not_opened_again() {
        var agent = session();
        fake.open.get(0).lose(LinkLost.withItsAgent("container not found"));

        assertThatThrownBy(() -> get(agent.heal()))
                .satisfies(thrown -> assertThat(failure(thrown).reason()).isEqualTo(Reason.ENDED));
    }

    @Test
    void way_that_stays_lost_is_told_once_until_it_is_open_again() {
        session();
        fake.refusesLinks = Optional.of(new IllegalStateException("connection refused"));
        fake.open.get(1).lose("no pong");
        loop.sleep(SOON);
        fake.refusesLinks = Optional.empty();
        loop.sleep(SOON);
        fake.open.get(1).lose("no pong once more");
        loop.sleep(Duration.ofMillis(1));

        assertThat(trouble).containsExactly("node cp2: link 1: no pong", "node cp2: link 1: no pong once more");
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

    @Test
    void opening_fails_with_a_word_when_nobody_answers() {
        fake.refusesLinks = Optional.of(new IllegalStateException("connection refused"));

        assertThatThrownBy(() -> get(AgentGreeting.open(loop, "cp2", fake, 1)))
                .hasMessageContaining("node cp2")
                .hasMessageContaining("hello");
        int tried = fake.opened;
        loop.sleep(SOON);
        assertThat(fake.opened).as("no link is opened after that").isEqualTo(tried);
    }
}
