package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Processes that the real program stops, and everything that lets them run again. Real time. */
final class AgentFreezeTest extends RealAgent {

    AgentFreezeTest() {
        super(false);
    }

    @Test
    void frozen_process_stands_still_and_runs_again_when_told() {
        var victim = agent.contained("sleep", "308");

        var frozen = agent.deed("freeze " + agent.words(victim) + " 60");
        assertThat(frozen.moment("stopped").upper())
                .isGreaterThan(frozen.moment("sent").lower());
        assertThat(LocalAgent.state(victim)).isEqualTo('T');
        long number = agent.tell("residue", 0);
        assertThat(agent.report(number, "left").number("pid"))
                .as("what this agent has stopped needs no naming")
                .isEqualTo(victim.pid());

        var thaw = "thaw %d %d".formatted(victim.pid(), LocalAgent.start(victim));
        assertThat(agent.ask(thaw).word()).isEqualTo("ok");
        assertThat(LocalAgent.state(victim)).isNotEqualTo('T');
        assertThat(agent.ask(thaw).word()).as("second time").isEqualTo("ok");
        assertThat(agent.ask("status").text("frozen")).isEmpty();
    }

    @Test
    void frozen_process_runs_again_by_itself_after_its_time() {
        var victim = agent.contained("sleep", "309");
        long number = agent.tell("freeze " + agent.words(victim) + " 1", agent.now() + 5_000_000_000L);

        long still = agent.answer(number).moment("stopped").lower();
        var thawed = agent.report(number, "thawed").moment("at");

        assertThat(thawed.lower() - still).isBetween(900_000_000L, 2_900_000_000L);
        assertThat(LocalAgent.state(victim)).isNotEqualTo('T');
    }

    @Test
    void frozen_process_can_be_killed() {
        var victim = agent.contained("sleep", "310");
        var words = agent.words(victim);
        assertThat(agent.deed("freeze " + words + " 60").word()).isEqualTo("ok");

        assertThat(agent.deed("signal " + words + " KILL 1000").word()).isEqualTo("ok");
        assertThat(victim.onExit()).succeedsWithin(Duration.ofSeconds(1));
        assertThat(agent.ask("heal").text("healed")).isEqualTo("all");
    }

    @Test
    void frozen_process_runs_again_when_the_agent_is_killed() {
        var victim = agent.contained("sleep", "312");
        assertThat(agent.deed("freeze " + agent.words(victim) + " 60").word()).isEqualTo("ok");

        agent.process().destroyForcibly();

        await().atMost(Duration.ofSeconds(4)).until(() -> LocalAgent.state(victim) != 'T');
    }

    @Test
    void frozen_process_runs_again_when_the_agent_itself_stands_still() throws Exception {
        var victim = agent.contained("sleep", "313");
        assertThat(agent.deed("freeze " + agent.words(victim) + " 60").word()).isEqualTo("ok");

        assertThat(new ProcessBuilder(
                                "kill", "-STOP", Long.toString(agent.process().pid()))
                        .start()
                        .waitFor())
                .isZero();

        await().atMost(Duration.ofSeconds(LEASE + 8)).until(() -> LocalAgent.state(victim) != 'T');
    }
}
