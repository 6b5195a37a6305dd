package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the real program finds of this run and of others, and sweeps. Real time. */
final class AgentRemainsTest extends RealAgent {

    AgentRemainsTest() {
        super(true);
    }

    @Test
    void sweep_removes_what_earlier_runs_left_and_names_it() {
        agent.inNetwork("nft add table inet lacuna_old; nft add table inet neighbour;"
                + "iptables -t raw -N LACUNA_old_f1; iptables -t raw -A PREROUTING -j LACUNA_old_f1");
        assertThat(agent.ask("residue").number("count")).isEqualTo(2);
        long number = agent.tell("sweep", 0);

        assertThat(agent.answer(number).number("count")).isZero();
        assertThat(agent.lines(number))
                .filteredOn(line -> line.word().equals("removed"))
                .extracting(line -> line.text("name"))
                .containsExactlyInAnyOrder("lacuna_old", "LACUNA_old_f1");
        assertThat(agent.inNetwork("nft list tables"))
                .contains("inet neighbour")
                .doesNotContain("lacuna_old");
        assertThat(agent.inNetwork("iptables -t raw -S")).doesNotContain("LACUNA");
    }

    @Test
    void residue_tells_this_runs_filters_from_those_of_others() {
        agent.inNetwork("nft add table inet lacuna_t11; nft add table inet neighbour;"
                + "iptables -t raw -N LACUNA_t11_f1; iptables -t raw -N LACUNA_t1_f9");
        assertThat(agent.deed("filter f1 drop 1000 127.0.0.1 7001 - - nft").word())
                .isEqualTo("ok");

        long number = agent.tell("residue", 0);

        assertThat(agent.answer(number).number("count")).isEqualTo(4);
        assertThat(names(number, "left")).containsExactlyInAnyOrder("lacuna_t1", "LACUNA_t1_f9");
        assertThat(names(number, "other")).containsExactlyInAnyOrder("lacuna_t11", "LACUNA_t11_f1");
    }

    @Test
    void residue_counts_a_stopped_process_only_where_its_container_is_named() throws Exception {
        var victim = agent.contained("sleep", "317");
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(victim.pid()))
                        .start()
                        .waitFor())
                .isZero();
        await().until(() -> LocalAgent.state(victim) == 'T');

        long unnamed = agent.tell("residue", 0);
        assertThat(agent.report(unnamed, "stranger").number("pid")).isEqualTo(victim.pid());
        long named = agent.tell("residue " + LocalAgent.CONTAINER, 0);
        assertThat(agent.report(named, "left").number("pid")).isEqualTo(victim.pid());
    }

    private List<String> names(long number, String word) {
        return agent.lines(number).stream()
                .filter(line -> line.word().equals(word))
                .map(line -> line.text("name"))
                .toList();
    }

    @Test
    void sweep_lets_processes_of_the_named_containers_run_again() throws Exception {
        var victim = agent.contained("sleep", "315");
        var other = agent.pretend(agent.contained("sleep", "316"), "ef".repeat(32));
        for (var child : List.of(victim, other)) {
            assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(child.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        }
        await().until(() -> LocalAgent.state(victim) == 'T' && LocalAgent.state(other) == 'T');
        long number = agent.tell("sweep " + LocalAgent.CONTAINER, 0);

        assertThat(agent.answer(number).word()).isEqualTo("ok");
        assertThat(agent.report(number, "thawed").number("pid")).isEqualTo(victim.pid());
        assertThat(agent.report(number, "stranger").number("pid"))
                .as("of no journal")
                .isEqualTo(other.pid());
        assertThat(LocalAgent.state(other)).isEqualTo('T');
        assertThat(LocalAgent.state(victim)).isNotEqualTo('T');
    }
}
