package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.runner.cluster.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code recover} on a cluster of paper. */
final class RecoverCommandTest extends PaperCommands {
    @Test
    void recover_needs_a_named_cluster_and_names_the_contexts() {
        assertThat(lacuna("recover")).isEqualTo(2);

        assertThat(terminal.complained()).contains("no cluster is named", "paper, stone");
        assertThat(cluster.deeds).isEmpty();
    }

    @Test
    void recover_exits_5_while_something_is_left() {
        cluster.remains = List.of(
                new Recovery.Found("r0", "packet filter on node cp2"), new Recovery.Found("r0", "helper pod on cp1"));
        cluster.unremovable = List.of("packet filter on node cp2");

        assertThat(lacuna("recover", "--context", "paper")).isEqualTo(5);
        assertThat(terminal.written())
                .contains(
                        "packet filter on node cp2 (run r0)",
                        "Removed:\n  helper pod on cp1",
                        "LEFT IN THE CLUSTER:\n  packet filter");
    }

    @Test
    void recover_mentions_what_it_leaves_alone_and_exits_0() {
        cluster.remains = List.of(new Recovery.Found("r0", "helper pod on cp1"));
        cluster.alone = List.of("node cp2: stopped process 17");

        assertThat(lacuna("recover", "--context", "paper")).isZero();
        assertThat(terminal.written())
                .contains("Not touched, since no journal says that Lacuna stopped it:\n  node cp2: stopped process 17")
                .doesNotContain("LEFT IN THE CLUSTER");
    }

    @Test
    void recover_with_nothing_left_exits_0() {
        assertThat(lacuna("recover", "--context", "paper")).isZero();
        assertThat(terminal.written()).isEqualTo("Nothing is left of any run.\n");
    }

    @Test
    void recover_reads_open_journals_on_disk_and_looks_at_every_node() throws IOException {
        var opened = line("OPENED", "{\"run\":\"r7\"}");
        var runs = Files.createDirectories(folder.resolve("runs/r7"));
        Files.writeString(runs.resolve("journal.jsonl"), opened + line("INTENT", "{}"));
        var over = Files.createDirectories(folder.resolve("runs/r8"));
        Files.writeString(
                over.resolve("journal.jsonl"),
                opened.replace("r7", "r8") + line("INTENT", "{}") + line("CLOSED", "{}"));

        assertThat(lacuna("recover", "--context", "paper", "--all-nodes", "--journal", "runs"))
                .isZero();
        assertThat(cluster.searched)
                .hasValueSatisfying(search -> assertThat(search.everyNode()).isTrue());
        assertThat(cluster.searched)
                .hasValueSatisfying(search -> assertThat(search.journals()).containsOnlyKeys("r7"));
    }

    @Test
    void recover_refuses_a_file_that_is_no_journal() {
        assertThat(lacuna("recover", "--context", "paper", "--journal", "x.yaml"))
                .isEqualTo(2);
        assertThat(terminal.complained()).contains("x.yaml is no journal of a run");
        assertThat(cluster.searched).isEmpty();
    }

    private static String line(String step, String details) {
        return "{\"wall\":\"2026-03-04T05:06:07Z\",\"step\":\"%s\",\"trial\":0,\"experiment\":\"\",\"what\":\"\",\"nodes\":[\"cp2\"],\"details\":%s}%n"
                .formatted(step, details);
    }
}
