package dev.lacuna.experiments.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.controlplane.RunRegistry;
import dev.lacuna.experiments.process.PaperAgent;
import dev.lacuna.experiments.process.PaperCluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What `recover` takes for a leftover, and what it leaves alone. */
final class RecoveryTest {
    private final VirtualLoop loop = new VirtualLoop(41, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);
    private final PaperRegistry registry = new PaperRegistry();
    private final Recovery recovery = new Recovery(cluster, "r9", loop);

    RecoveryTest() {
        cluster.registry = Optional.of(registry);
    }

    private static final class PaperRegistry implements RunRegistry {
        final List<String> deeds = new ArrayList<>();
        final Map<String, String> journals = new HashMap<>();
        Optional<String> holder = Optional.empty();

        private <T> CompletableFuture<T> done(String deed, T answer) {
            deeds.add(deed);
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public CompletableFuture<Optional<String>> lock(String runId) {
            return done("lock", holder);
        }

        @Override
        public CompletableFuture<Void> unlock() {
            return done("unlock", "").thenAccept(all -> {});
        }

        @Override
        public CompletableFuture<Void> saveJournal(String runId, String journal) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> dropJournal(String runId) {
            return done("drop journal " + runId, "").thenAccept(all -> {});
        }

        @Override
        public CompletableFuture<Map<String, String>> journals() {
            return CompletableFuture.completedFuture(journals);
        }

        @Override
        public CompletableFuture<List<AgentPodSeen>> helpers() {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletableFuture<Void> removeHelper(AgentPodSeen helper) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<List<String>> removeObjects(String runId) {
            return done("remove objects of " + runId, List.of());
        }
    }

    private static String journalOfAStoppedProcess() {
        return """
                {"wall": "2026-02-03T04:00:00Z", "step": "INTENT", "trial": 1, "experiment": "stopped", "what": "SIGSTOP",\
                 "nodes": ["cp2"], "details": {"thaw": "4d56"}}
                """;
    }

    @Test
    void nodes_and_containers_come_from_the_journals() {
        registry.journals.put("r1", journalOfAStoppedProcess());

        var found = recovery.find(false, Map.of());
        var outcome = recovery.end(found);

        assertThat(found.nodes()).containsExactly("cp2");
        assertThat(cluster.agent("cp2").deeds).containsExactly("sweep [4d56]", "residue [4d56]");
        assertThat(outcome.left()).isEmpty();
        assertThat(outcome.done()).contains("node cp2: removed table lacuna_r1", "closed the journal of run r1");
        assertThat(registry.deeds).endsWith("unlock");
    }

    @Test
    void stopped_process_of_no_journal_is_told_of_and_is_no_leftover() {
        registry.journals.put("r1", journalOfAStoppedProcess());
        cluster.agent("cp2").residue = new Residue(List.of(), List.of(), List.of("stopped process 17"));

        var outcome = recovery.end(recovery.find(false, Map.of()));

        assertThat(outcome.left()).isEmpty();
        assertThat(outcome.alone()).containsExactly("node cp2: stopped process 17");
        assertThat(outcome.done()).contains("closed the journal of run r1");
    }

    @Test
    void filter_of_any_run_and_process_of_a_journal_that_stay_are_left_and_keep_the_journals_open() {
        registry.journals.put("r1", journalOfAStoppedProcess());
        cluster.agent("cp2").residue =
                new Residue(List.of("stopped process 18"), List.of("table lacuna_r7"), List.of());

        var outcome = recovery.end(recovery.find(false, Map.of()));

        assertThat(outcome.left()).containsExactly("node cp2: stopped process 18", "node cp2: table lacuna_r7");
        assertThat(registry.deeds).doesNotContain("drop journal r1").endsWith("unlock");
    }

    @Test
    void run_that_is_on_is_not_disturbed() {
        registry.journals.put("r1", journalOfAStoppedProcess());
        registry.holder = Optional.of("run r1 on host7");
        var found = recovery.find(false, Map.of());

        assertThatThrownBy(() -> recovery.end(found))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.UNSAFE))
                .hasMessageContaining("run r1 on host7");
        assertThat(cluster.agent("cp2").deeds).isEmpty();
        assertThat(registry.deeds).containsExactly("lock");
    }

    @Test
    void every_node_is_looked_at_when_the_journals_are_lost() {
        var found = recovery.find(true, Map.of());

        assertThat(found.nodes()).containsExactlyInAnyOrder("cp1", "cp2", "cp3", "w1");
        assertThat(recovery.end(found).left()).isEmpty();
        assertThat(cluster.agent("w1").deeds).containsExactly("sweep []", "residue []");
    }

    @Test
    void node_without_a_helper_keeps_the_others_from_nothing() {
        registry.journals.put("r1", journalOfAStoppedProcess());
        cluster.agent("cp1").failure = Optional.of(PaperAgent.failure(NodeAgentFailure.Reason.UNANSWERED, ""));

        var outcome = recovery.end(recovery.find(true, Map.of()));

        assertThat(outcome.left()).containsExactly("node cp1: UNANSWERED ");
        assertThat(cluster.agent("w1").deeds).contains("sweep [4d56]");
        assertThat(Set.copyOf(registry.deeds)).doesNotContain("drop journal r1");
    }
}
