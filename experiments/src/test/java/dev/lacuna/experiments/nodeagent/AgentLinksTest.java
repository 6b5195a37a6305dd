package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.experiments.controlplane.NodeAgentFailure.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Links that are mute, lost or opened again, and the agent's end. */
final class AgentLinksTest extends FakeTalk {
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
