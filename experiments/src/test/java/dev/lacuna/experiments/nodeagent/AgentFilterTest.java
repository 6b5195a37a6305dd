package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters of the real program in a network namespace that ends with the test. Real time. */
final class AgentFilterTest extends RealAgent {
    private static final Duration INERT = Duration.ofSeconds(LEASE + 5 + 3);

    AgentFilterTest() {
        super(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void loses_about_what_was_asked_and_counts_it(String backend) {
        assertThat(agent.deed("filter f1 drop 300 127.0.0.1 - - lo " + backend).word())
                .isEqualTo("ok");

        long delivered = sendDatagrams(2_000);
        var count = agent.ask("count f1");

        assertThat(delivered).as("of 2000 datagrams").isBetween(1_250L, 1_550L);
        assertThat(count.number("matched")).isGreaterThanOrEqualTo(2_000);
        assertThat((double) count.number("dropped") / count.number("matched")).isBetween(0.25, 0.35);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void drop_is_silence_and_reset_is_a_refusal_and_both_end_when_removed(String backend) {
        listen("127.0.0.1", 7001);
        assertThat(outcome("127.0.0.1", 7001)).isEqualTo("ok");

        assertThat(agent.deed("filter f1 drop 1000 127.0.0.1 7001 - - " + backend)
                        .word())
                .isEqualTo("ok");
        assertThat(outcome("127.0.0.1", 7001)).isEqualTo("timeout");
        assertThat(agent.ask("count f1").number("dropped")).isPositive();
        var removed = agent.ask("unfilter f1");
        assertThat(removed.word()).isEqualTo("ok");
        assertThat(removed.number("matched"))
                .isEqualTo(removed.number("dropped"))
                .isPositive();
        assertThat(agent.ask("unfilter f1").values()).containsKey("at").doesNotContainKey("matched");
        assertThat(outcome("127.0.0.1", 7001)).isEqualTo("ok");

        assertThat(agent.deed("filter f2 reset 1000 127.0.0.1 7001 - - " + backend)
                        .word())
                .isEqualTo("ok");
        assertThat(outcome("127.0.0.1", 7001)).isEqualTo("refused");
        assertThat(agent.ask("count f2").number("dropped")).isPositive();
        assertThat(agent.ask("unfilter f2").word()).isEqualTo("ok");
        assertThat(outcome("127.0.0.1", 7001)).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void other_ports_and_other_peers_are_left_alone(String backend) {
        listen("127.0.0.1", 7002);
        assertThat(agent.deed("filter f1 drop 1000 127.0.0.1 7001,7003 - - " + backend)
                        .word())
                .isEqualTo("ok");
        assertThat(agent.deed("filter f2 drop 1000 192.0.2.7 7002 - - " + backend)
                        .word())
                .isEqualTo("ok");

        assertThat(outcome("127.0.0.1", 7002)).isEqualTo("ok");
        assertThat(agent.ask("count f1").number("matched")).isZero();
        assertThat(agent.ask("count f2").number("matched")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void answers_of_a_port_are_cut_by_the_port_they_come_from(String backend) {
        listen("127.0.0.1", 7001);
        assertThat(agent.deed("filter f1 drop 1000 127.0.0.1 - 7001 - " + backend)
                        .word())
                .isEqualTo("ok");

        assertThat(outcome("127.0.0.1", 7001)).isEqualTo("timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void version_6_of_the_protocol_is_filtered_too(String backend) {
        listen("::1", 7001);
        assertThat(outcome("::1", 7001)).isEqualTo("ok");

        assertThat(agent.deed("filter f1 drop 1000 192.0.2.7,::1 7001 - - " + backend)
                        .word())
                .isEqualTo("ok");

        assertThat(outcome("::1", 7001)).isEqualTo("timeout");
        assertThat(agent.ask("count f1").number("dropped")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void neighbours_rules_neither_hide_ours_nor_suffer_from_them(String backend) {
        listen("127.0.0.1", 7001);
        agent.inNetwork(
                "nft 'add table inet neighbour; add chain inet neighbour in { type filter hook input priority -400;"
                        + " };add rule inet neighbour in tcp dport 7001 accept'; iptables -A INPUT -p tcp --dport 7001 -j"
                        + " ACCEPT");
        assertThat(agent.deed("filter f1 drop 1000 127.0.0.1 7001 - - " + backend)
                        .word())
                .isEqualTo("ok");
        agent.inNetwork("iptables -I INPUT -p tcp --dport 7001 -j ACCEPT");

        assertThat(outcome("127.0.0.1", 7001)).isEqualTo("timeout");
        assertThat(agent.ask("heal").text("healed")).isEqualTo("all");

        assertThat(agent.inNetwork("iptables -S INPUT")).isEqualTo("""
            -P INPUT ACCEPT
            -A INPUT -p tcp -m tcp --dport 7001 -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 7001 -j ACCEPT
            """);
        assertThat(agent.inNetwork("nft list table inet neighbour")).contains("tcp dport 7001 accept");
        assertThat(agent.ask("residue").number("count")).isZero();
        assertThat(outcome("127.0.0.1", 7001)).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void what_is_gone_can_be_removed_again(String backend) {
        assertThat(agent.deed("filter f1 drop 1000 127.0.0.1 7001 - - " + backend)
                        .word())
                .isEqualTo("ok");

        assertThat(agent.ask("unfilter f1").word()).isEqualTo("ok");
        assertThat(agent.ask("unfilter f1").word()).isEqualTo("ok");
        assertThat(agent.deed("filter f2 drop 1000 127.0.0.1 7001 - - " + backend)
                        .word())
                .isEqualTo("ok");
        agent.inNetwork("nft flush ruleset");
        assertThat(agent.ask("unfilter f2").word()).isEqualTo("ok");
        assertThat(agent.ask("heal").text("healed")).isEqualTo("all");
        assertThat(agent.ask("heal").text("healed")).isEqualTo("all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void filter_lasts_while_the_runner_speaks_and_its_loss_is_reported(String backend) {
        listen("127.0.0.1", 7001);
        long number = agent.tell("filter f1 drop 1000 127.0.0.1 7001 - - " + backend, agent.now() + 5_000_000_000L);
        assertThat(agent.answer(number).word()).isEqualTo("ok");
        long until = agent.now() + INERT.toNanos() + 2_000_000_000L;

        await().atMost(INERT.plusSeconds(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> agent.now() > until);
        assertThat(outcome("127.0.0.1", 7001)).isEqualTo("timeout");

        agent.inNetwork("nft flush ruleset");
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    agent.now();
                    return agent.lines(number).stream()
                            .anyMatch(line -> line.word().equals("lost"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void silence_removes_every_rule(String backend) {
        assertThat(agent.deed("filter f1 drop 1000 127.0.0.1,::1 7001 - - " + backend)
                        .word())
                .isEqualTo("ok");
        assertThat(ours()).isNotEmpty();
        var keeper = agent.startInNetwork("sleep 60");
        await().until(() -> !rulesSeenBy(keeper).isEmpty());

        await().atMost(Duration.ofSeconds(LEASE + 5))
                .until(() -> !agent.process().isAlive());

        assertThat(rulesSeenBy(keeper)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void guard_removes_every_rule_when_the_agent_is_killed(String backend) {
        assertThat(agent.deed("filter f1 reset 1000 127.0.0.1 7001 - - " + backend)
                        .word())
                .isEqualTo("ok");
        var keeper = agent.startInNetwork("sleep 60");
        // It takes a moment until the keeper is in the network, and sees anything at all.
        await().until(() -> !rulesSeenBy(keeper).isEmpty());

        agent.process().destroyForcibly();

        await().atMost(Duration.ofSeconds(4)).until(() -> rulesSeenBy(keeper).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nft", "iptables"})
    void kernel_ends_a_filter_whose_agent_and_guard_are_dead(String backend) {
        listen("127.0.0.1", 7001);
        assertThat(agent.deed("filter f1 drop 1000 127.0.0.1 7001 - - " + backend)
                        .word())
                .isEqualTo("ok");
        var guard = agent.ask("status").text("guard");
        var keeper = agent.startInNetwork("sleep 60");

        assertThat(LocalAgent.printed(agent.startInNetwork(
                        "kill -KILL " + guard + " " + agent.process().pid())))
                .isEmpty();

        assertThat(rulesSeenBy(keeper)).as("nobody is left to remove it").isNotEmpty();
        await().atMost(INERT).until(() -> connects(keeper, 7001));
        assertThat(rulesSeenBy(keeper)).isNotEmpty();
    }

    @Test
    void heal_leaves_another_run_with_a_longer_name_alone() {
        agent.inNetwork("nft add table inet lacuna_t11");
        assertThat(agent.deed("filter f1 drop 1000 127.0.0.1 7001 - - nft").word())
                .isEqualTo("ok");

        assertThat(agent.ask("heal").text("healed")).isEqualTo("all");
        assertThat(agent.inNetwork("nft list tables")).contains("lacuna_t11").doesNotContain("lacuna_t1\n");
    }

    private void listen(String address, int port) {
        Assumptions.assumeFalse(
                LocalAgent.printed(LocalAgent.run("sh", "-c", "command -v nc")).isBlank(),
                "skipped: connections need nc on this machine");
        agent.startInNetwork("exec nc -l -k " + address + " " + port + " > /dev/null");
        await().until(() -> outcome(address, port).equals("ok"));
    }

    private String outcome(String address, int port) {
        return agent.ask("connect " + address + " " + port + " 700").text("outcome");
    }

    private String ours() {
        return agent.inNetwork(OURS);
    }

    private static final String OURS =
            "{ nft list tables | grep lacuna; iptables -t raw -S; iptables -S; ip6tables -t raw -S; ip6tables -S; } 2>"
                    + " /dev/null | grep -e lacuna -e LACUNA";

    private String rulesSeenBy(Process keeper) {
        return inNetworkOf(keeper, OURS);
    }

    private boolean connects(Process keeper, int port) {
        return inNetworkOf(keeper, "timeout 0.5 nc -z 127.0.0.1 " + port + " && echo yes")
                .contains("yes");
    }

    private String inNetworkOf(Process keeper, String line) {
        return LocalAgent.printed(LocalAgent.run("nsenter", "-t", Long.toString(keeper.pid()), "-n", "sh", "-c", line));
    }

    /**
     * Datagrams to a port where nobody listens: those that came through the filter are counted by the kernel as such.
     */
    private long sendDatagrams(int count) {
        var noPorts = "awk '/^Udp:/ && $2 ~ /[0-9]/ {print $3}' /proc/net/snmp";
        long before = Long.parseLong(agent.inNetwork(noPorts).strip());
        agent.inNetwork("bash -c 'exec 3> /dev/udp/127.0.0.1/9; for i in {1.." + count
                + "}; do until echo x >&3; do :; done; done' 2> /dev/null");
        return Long.parseLong(agent.inNetwork(noPorts).strip()) - before;
    }
}
