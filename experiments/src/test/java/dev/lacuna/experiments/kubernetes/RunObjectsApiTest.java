package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.experiments.kubernetes.api.FakeAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RunObjectsApiTest {
    private static final String MAPS = "/api/v1/namespaces/lacuna/configmaps";
    private static final String MAP = "lacuna-path-r1-1";
    private final FakeCluster cluster = new FakeCluster();
    private final RunObjects objects = new RunObjects(cluster.servers, "lacuna");

    @BeforeEach
    void makeKindsKnown() {
        for (String path : List.of(
                "/apis/apps/v1/namespaces/lacuna/replicasets",
                "/api/v1/namespaces/lacuna/pods",
                MAPS,
                "/apis/coordination.k8s.io/v1/namespaces/lacuna/leases")) {
            cluster.cp1.objects().collection(path);
        }
        cluster.cp1.objects().put(MAPS, MAP, Map.of());
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private List<String> remove() {
        return cluster.await(Together.onLoop(cluster.loop, () -> objects.remove("r1")));
    }

    @Test
    void everything_is_removed_and_looked_for_once_more() {
        assertThat(remove()).containsExactly("configmaps lacuna/" + MAP);

        assertThat(cluster.cp1.requests(MAPS + "?"))
                .extracting(request -> request.method())
                .containsExactly("GET", "GET");
    }

    @Test
    void object_that_is_written_right_after_its_removal_is_removed_too() {
        cluster.cp1.when(request -> request.method().equals("DELETE"), exchange -> {
            cluster.cp1.objects().answer(exchange);
            cluster.cp1.objects().put(MAPS, MAP, Map.of());
        });

        assertThat(remove()).containsExactly("configmaps lacuna/" + MAP, "configmaps lacuna/" + MAP);
        assertThat(cluster.await(Together.onLoop(cluster.loop, objects::runs))).isEmpty();
    }

    @Test
    void object_that_took_anothers_place_is_found_by_the_next_look() {
        cluster.cp1.when(
                request -> request.method().equals("DELETE"),
                FakeAnswer.status(409, "Conflict", "Precondition failed: UID in precondition"));

        remove();

        assertThat(cluster.await(Together.onLoop(cluster.loop, objects::runs))).isEmpty();
    }

    @Test
    void object_that_comes_back_each_time_is_told() {
        for (int i = 0; i < 10; i++) {
            cluster.cp1.when(request -> request.method().equals("DELETE"), exchange -> {
                cluster.cp1.objects().answer(exchange);
                cluster.cp1.objects().put(MAPS, MAP, Map.of());
            });
        }

        assertThatThrownBy(this::remove)
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("objects of run r1 in namespace lacuna")
                .hasMessageContaining(MAP);
    }
}
