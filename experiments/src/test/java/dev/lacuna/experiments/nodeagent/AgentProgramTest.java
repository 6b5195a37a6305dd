package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The real program against processes of this test. Real time. */
final class AgentProgramTest extends RealAgent {

    AgentProgramTest() {
        super(false);
    }

    @Test
    void hello_says_what_clock_is_read_and_how_far_it_is_from_the_wall_clock() {
        var hello = agent.ask("hello");

        assertThat(hello.text("clock")).isIn("timer_list", "uptime");
        var wall = Instant.ofEpochSecond(0, hello.number("at") + hello.number("wall"));
        assertThat(Duration.between(wall, Instant.now())).isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(10));
    }

    @Test
    void clock_never_goes_back() {
        long first = agent.now();

        assertThat(agent.now()).isGreaterThanOrEqualTo(first);
    }

    @Test
    void first_process_of_a_container_is_found_and_not_its_child() {
        var first = agent.contained("sh", "-c", "sleep 300 & wait");
        var child = await().until(() -> first.descendants().findFirst(), java.util.Optional::isPresent)
                .orElseThrow();
        agent.pretend(child.pid(), LocalAgent.CONTAINER);

        var found = agent.ask("find " + LocalAgent.CONTAINER);

        assertThat(found.number("pid")).isEqualTo(first.pid());
        assertThat(found.number("start")).isEqualTo(LocalAgent.start(first));
        child.destroyForcibly();
    }

    @Test
    void container_that_is_not_here_is_refused() {
        assertThat(agent.ask("find " + "ab".repeat(32)).text("code")).isEqualTo("no-process");
    }

    @Test
    void processes_are_listed_by_command_with_state_and_container() {
        var wanted = agent.contained("sleep", "301");
        agent.contained("sh", "-c", "read x");
        long number = agent.tell("processes sleep,other", 0);

        assertThat(agent.answer(number).number("count")).isEqualTo(1);
        var item = agent.report(number, "process");
        assertThat(item.number("pid")).isEqualTo(wanted.pid());
        assertThat(item.text("container")).isEqualTo(LocalAgent.CONTAINER);
    }

    @Test
    void killed_process_is_gone_between_its_last_sign_of_life_and_the_first_look_without() {
        var victim = agent.contained("sleep", "302");
        long number = agent.tell("signal " + agent.words(victim) + " KILL 2000", agent.now() + 5_000_000_000L);

        var sent = agent.answer(number).moment("sent");
        var gone = agent.report(number, "gone").moment("at");

        assertThat(gone.lower()).isGreaterThanOrEqualTo(sent.lower());
        assertThat(gone.upper()).isGreaterThan(sent.lower());
        assertThat(victim.onExit()).succeedsWithin(Duration.ofSeconds(1));
    }

    @Test
    void process_that_outlives_the_watch_is_reported_alive() {
        var stubborn = agent.contained("sh", "-c", "trap '' TERM; while :; do sleep 1; done");
        long number = agent.tell("signal " + agent.words(stubborn) + " TERM 300", agent.now() + 5_000_000_000L);

        assertThat(agent.report(number, "alive").number("since"))
                .isGreaterThan(agent.answer(number).moment("sent").lower());
    }

    @Test
    void number_that_belongs_to_a_later_process_is_refused() {
        var other = agent.contained("sleep", "303");
        var words = "%s %d %d".formatted(LocalAgent.CONTAINER, other.pid(), LocalAgent.start(other) - 1);

        assertThat(agent.deed("signal " + words + " KILL 100").text("code")).isEqualTo("other-start");
        assertThat(agent.deed("freeze " + words + " 5").text("code")).isEqualTo("other-start");
        assertThat(other.isAlive()).isTrue();
        assertThat(LocalAgent.state(other)).isNotEqualTo('T');
    }

    @Test
    void process_of_another_container_is_refused() {
        var other = agent.contained("sleep", "304");
        agent.pretend(other, "cd".repeat(32));

        assertThat(agent.deed("signal " + agent.words(other) + " KILL 100").text("code"))
                .isEqualTo("other-container");
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void process_that_is_gone_is_refused() throws Exception {
        var victim = agent.contained("sleep", "305");
        var words = agent.words(victim);
        victim.destroyForcibly();
        assertThat(victim.waitFor(5, TimeUnit.SECONDS)).isTrue();

        assertThat(agent.deed("signal " + words + " KILL 100").text("code")).isEqualTo("gone");
    }

    @Test
    void command_that_comes_twice_is_done_once() throws IOException {
        var marks = folder.resolve("marks");
        var counter = agent.contained(
                "sh",
                "-c",
                "trap 'echo TERM >> " + marks + "' TERM; echo up > " + marks + "; while :; do sleep 0.05; done");
        await().until(() -> Files.exists(marks));
        long until = agent.now() + 5_000_000_000L;
        var text = "signal " + agent.words(counter) + " TERM 200";

        agent.tell(5_000, text, until);
        agent.tell(5_000, text, until);
        agent.report(5_000, "alive");
        agent.tell(5_000, text, until);
        assertThat(agent.answer(agent.tellAs(5_001, "status")).number("duplicates"))
                .isEqualTo(2);

        assertThat(Files.readAllLines(marks)).containsExactly("up", "TERM");
        assertThat(agent.lines(5_000)).filteredOn(Answer::isFinal).hasSize(1);
    }

    @Test
    void command_that_was_overtaken_is_done_all_the_same_but_once() {
        agent.tell(6_002, "beat", 0);
        agent.tell(6_001, "beat", 0);
        agent.tell(6_001, "beat", 0);

        assertThat(agent.answer(6_001).word()).isEqualTo("ok");
        assertThat(agent.answer(agent.tellAs(6_003, "status")).number("duplicates"))
                .isEqualTo(1);
    }

    @Test
    void command_after_its_time_is_refused_and_does_not_count_as_being_spoken_to() {
        var victim = agent.contained("sleep", "306");
        var words = agent.words(victim);
        long past = agent.now() - 1;

        assertThat(agent.answer(agent.tell("signal " + words + " KILL 100", past))
                        .word())
                .isEqualTo("late");
        assertThat(agent.answer(agent.tell("freeze " + words + " 5", past)).word())
                .isEqualTo("late");
        await().atMost(Duration.ofSeconds(LEASE + 4)).until(() -> {
            agent.tell("beat", past);
            return !agent.process().isAlive();
        });
        assertThat(victim.isAlive()).isTrue();
    }

    @Test
    void harm_without_a_time_limit_is_refused() {
        var victim = agent.contained("sleep", "307");

        assertThat(agent.ask("signal " + agent.words(victim) + " KILL 100").text("code"))
                .isEqualTo("no-not-after");
        assertThat(agent.ask("freeze " + agent.words(victim) + " 5").text("code"))
                .isEqualTo("no-not-after");
        assertThat(agent.ask("filter f1 drop 1000 192.0.2.1 1 - - nft").text("code"))
                .isEqualTo("no-not-after");
        assertThat(victim.isAlive()).isTrue();
    }

    @Test
    void nonsense_is_refused_and_the_agent_goes_on() {
        assertThat(agent.ask("dance").text("code")).isEqualTo("unknown-verb");
        assertThat(agent.deed("signal $(reboot) 1 2 KILL 1").text("code")).isEqualTo("bad-arguments");
        assertThat(agent.deed("signal " + LocalAgent.CONTAINER + " 5 6 STOP 1").text("code"))
                .isEqualTo("bad-signal");
        assertThat(agent.deed("filter f1 drop 1000 ;reboot 1 - - nft").text("code"))
                .isEqualTo("bad-peers");
        assertThat(agent.deed("filter f1 drop 1001 192.0.2.1 1 - - nft").text("code"))
                .isEqualTo("bad-arguments");
        assertThat(agent.ask("beat").word()).isEqualTo("ok");
    }

    @Test
    void silence_ends_everything_and_the_agent() {
        var victim = agent.contained("sleep", "311");
        long frozen = agent.deed("freeze " + agent.words(victim) + " 60")
                .moment("stopped")
                .upper();

        await().atMost(Duration.ofSeconds(LEASE + 5))
                .until(() -> !agent.process().isAlive());

        assertThat(LocalAgent.state(victim)).isNotEqualTo('T');
        var bye = agent.report(0, "bye");
        assertThat(bye.text("reason")).isEqualTo("lease-over");
        assertThat(bye.text("healed")).isEqualTo("all");
        assertThat(frozen).isPositive();
    }

    @Test
    void TERM_heals_and_ends_the_agent() {
        var victim = agent.contained("sleep", "314");
        assertThat(agent.deed("freeze " + agent.words(victim) + " 60").word()).isEqualTo("ok");

        agent.process().destroy();

        await().atMost(Duration.ofSeconds(4)).until(() -> !agent.process().isAlive());
        assertThat(agent.report(0, "bye").text("reason")).isEqualTo("terminated");
        assertThat(LocalAgent.state(victim)).isNotEqualTo('T');
    }

    @Test
    void quit_heals_answers_and_ends_the_agent() {
        assertThat(agent.ask("quit").text("healed")).isEqualTo("all");
        await().atMost(Duration.ofSeconds(4)).until(() -> !agent.process().isAlive());
    }
}
