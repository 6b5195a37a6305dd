package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LiveRegistryApiTest {
    private static final String JOURNAL = "/api/v1/namespaces/lacuna/configmaps/lacuna-journal-r1";
    private final FakeCluster cluster = new FakeCluster();
    private final ConnectSettings settings = FakeCluster.settings();
    private final LiveRegistry registry =
            new LiveRegistry(cluster.servers, settings, new AgentPods(cluster.servers, settings));

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void journals_deletion_that_nobody_is_known_to_have_heard_of_is_sent_again() {
        cluster.cp1.next(JOURNAL, FakeAnswer.reset());
        cluster.balancer.next(JOURNAL, FakeAnswer.status(404, "NotFound", "gone"));

        cluster.await(registry.dropJournal("r1"));

        assertThat(FakeCluster.changes(cluster.cp1)).hasSize(1);
        assertThat(FakeCluster.changes(cluster.balancer)).hasSize(1);
    }

    @Test
    void journal_that_must_not_be_deleted_stays_and_is_told_after_one_attempt() {
        cluster.cp1.next(JOURNAL, FakeAnswer.status(403, "Forbidden", "no right to delete"));

        assertThatThrownBy(() -> cluster.await(registry.dropJournal("r1"))).hasMessageContaining("no right to delete");
        assertThat(FakeCluster.changes(cluster.cp1)).hasSize(1);
        assertThat(FakeCluster.changes(cluster.balancer)).isEmpty();
    }
}
