package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner's side and the real program, with the real link program in between. Real time. */
@Tag("process")
final class AgentEndToEndTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final RealTimeLoop loop = new RealTimeLoop();
    private final List<Process> links = new ArrayList<>();
    private final List<String> trouble = new ArrayList<>();
    private LocalAgent program;
    private NodeAgent agent;

    @BeforeEach
    void start() {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/stat")), "skipped: the agent needs Linux's /proc");
        program = new LocalAgent(folder, 4, LocalAgent.isRoot());
        agent = get(AgentGreeting.open(loop, "here", path -> CompletableFuture.completedFuture(link()), 2));
        agent.onTrouble(trouble::add);
    }

    @AfterEach
    void end() {
        if (program != null) {
            program.close();
            links.forEach(Process::destroyForcibly);
        }
    }

    private <T> T get(CompletableFuture<T> answer) {
        return loop.await(answer, SOON, "answer");
    }

    @Test
    void clock_of_this_machine_is_found_again_within_its_bounds() {
        long truth = loop.now();
        var at = agent.at(Instant.now());
        long after = loop.now();

        assertThat(at.lower()).isLessThanOrEqualTo(after);
        assertThat(at.upper()).isGreaterThanOrEqualTo(truth);
        assertThat(agent.clockWidth()).isLessThan(50_000_000L);
    }

    @Test
    void process_is_found_killed_and_seen_to_go() {
        var victim = program.contained("sleep", "400");
        var found = get(agent.find(LocalAgent.CONTAINER));
        assertThat(found).isEqualTo(new ProcessRef(LocalAgent.CONTAINER, victim.pid(), LocalAgent.start(victim)));
        assertThat(get(agent.processes(Set.of("sleep"))))
                .extracting(one -> one.process())
                .containsExactly(found);

        long before = loop.now();
        var sent = get(agent.signal(found, Signal.KILL, Duration.ofSeconds(2)));
        var gone = get(sent.gone()).orElseThrow();

        assertThat(sent.sent().upper()).isGreaterThanOrEqualTo(before);
        assertThat(gone.upper())
                .isGreaterThanOrEqualTo(sent.sent().lower())
                .isLessThanOrEqualTo(loop.now() + agent.clockWidth());
        assertThatThrownBy(() -> get(agent.signal(found, Signal.KILL, Duration.ofSeconds(1))))
                .hasMessageContaining("no such process");
    }

    @Test
    void frozen_process_is_thawed_when_the_session_closes() {
        var victim = program.contained("sleep", "401");
        var found = get(agent.find(LocalAgent.CONTAINER));
        get(agent.freeze(found, Duration.ofSeconds(60)));
        assertThat(LocalAgent.state(victim)).isEqualTo('T');

        agent.close();

        await().atMost(SOON)
                .until(() ->
                        LocalAgent.state(victim) != 'T' && !program.process().isAlive());
    }

    @Test
    void session_keeps_the_lease_and_lives_through_the_loss_of_both_links() {
        var victim = program.contained("sleep", "402");
        var found = get(agent.find(LocalAgent.CONTAINER));
        List.copyOf(links).forEach(Process::destroyForcibly);

        loop.sleep(Duration.ofSeconds(7));

        assertThat(program.process().isAlive()).isTrue();
        assertThat(get(agent.find(LocalAgent.CONTAINER))).isEqualTo(found);
        assertThat(trouble).hasSize(2);
        assertThat(victim.isAlive()).isTrue();
    }

    @Test
    void filter_is_applied_counted_and_healed() {
        Assumptions.assumeTrue(LocalAgent.isRoot(), "skipped: filters need root");
        Assumptions.assumeTrue(agent.capabilities().connect(), "skipped: connections need nc on this machine");
        program.startInNetwork("exec nc -l -k 127.0.0.1 7010 > /dev/null");
        var filter = new PacketFilter(
                PacketFilter.Effect.DROP, 1000, List.of("127.0.0.1"), Set.of(7010), Set.of(), Optional.of("lo"));

        var applied = get(agent.apply(filter));
        assertThat(get(agent.connect("127.0.0.1", 7010, Duration.ofMillis(500))).outcome())
                .hasToString("TIMEOUT");
        assertThat(get(agent.count(applied.id())).dropped()).isPositive();
        assertThat(get(agent.residue(Set.of())).own()).hasSize(1);
        get(agent.heal());

        assertThat(get(agent.residue(Set.of())).own()).isEmpty();
        assertThat(get(agent.connect("127.0.0.1", 7010, Duration.ofMillis(500))).outcome())
                .hasToString("OK");
    }

    private AgentLink link() {
        try {
            var builder = new ProcessBuilder(AgentProgram.linkCommand());
            builder.environment().put("LACUNA_HOME", folder.resolve("home").toString());
            var process = builder.start();
            links.add(process);
            return new ProcessLink(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A link over a process's own streams. */
    private record ProcessLink(Process process) implements AgentLink {

        @Override
        public void send(String line) {
            try {
                OutputStream out = process.getOutputStream();
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                process.destroyForcibly();
            }
        }

        @Override
        public void onLine(Consumer<String> reader) {
            var unused = CompletableFuture.runAsync(
                    () -> {
                        try (var in = new BufferedReader(
                                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                            in.lines().forEach(reader);
                        } catch (IOException | UncheckedIOException e) {
                            process.destroyForcibly();
                        }
                    },
                    task -> {
                        var thread = new Thread(task, "test-link");
                        thread.setDaemon(true);
                        thread.start();
                    });
        }

        @Override
        public void onClosed(Consumer<LinkLost> reader) {
            var unused =
                    process.onExit().thenAccept(ended -> reader.accept(LinkLost.alone("exit " + ended.exitValue())));
        }

        @Override
        public void close() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                process.destroyForcibly();
            }
        }
    }
}
