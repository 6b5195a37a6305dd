package dev.lacuna.experiments.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.RunRegistry;
import dev.lacuna.experiments.process.PaperCluster;
import dev.lacuna.experiments.rehearsal.api.Unreachable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a run does to take away what it made. */
final class ClusterSiteTest {
    private final VirtualLoop loop = new VirtualLoop(53, Instant.parse("2026-02-03T04:05:06Z"));
    private final PaperCluster cluster = new PaperCluster(loop);
    private final ClusterSite site = new ClusterSite(cluster, "r1", Exclusions.none(), loop);
    private final List<String> asked = new ArrayList<>();
    private RuntimeException trouble = new Unreachable("etcdserver: request timed out");
    private long well;

    ClusterSiteTest() {
        cluster.registry = Optional.of((RunRegistry) Proxy.newProxyInstance(
                RunRegistry.class.getClassLoader(), new Class<?>[] {RunRegistry.class}, (proxy, method, words) -> {
                    asked.add(method.getName());
                    return loop.now() < well
                            ? CompletableFuture.failedFuture(trouble)
                            : CompletableFuture.completedFuture(
                                    method.getName().equals("removeObjects") ? List.of() : null);
                }));
    }

    @Test
    void node_that_is_excluded_but_is_not_there_is_an_error_with_a_guess() {
        var mistyped = new Exclusions(Exclusions.Runner.nowhere(), Set.of("cp2", "pc1"), Set.of());

        assertThatThrownBy(() -> new ClusterSite(cluster, "r1", mistyped, loop))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.NO_TARGET))
                .hasMessageContainingAll("`pc1`", "nothing would be spared", "cp1");
    }

    @Test
    void namespace_that_is_excluded_but_is_not_there_is_an_error_with_a_guess() {
        cluster.namespaces.add("billing");

        assertThatThrownBy(() -> excluding("biling", "kube-system"))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FaultException.Kind.NO_TARGET))
                .hasMessageContainingAll("namespace `biling`", "nothing would be spared", "did you mean `billing`?");
        assertThatThrownBy(() -> excluding("warehouse")).hasMessageContaining("allowed: billing, kube-system");
        assertThat(excluding("billing").warnings()).isEmpty();
    }

    @Test
    void namespace_that_is_not_there_is_an_error_also_where_others_are_unknown_or_many() {
        cluster.namespaces.clear();
        assertThatThrownBy(() -> excluding("biling"))
                .hasMessageEndingWith("nothing would be spared by that name; look up how it is spelled");

        for (int i = 100; i < 200; i++) {
            cluster.namespaces.add("tenant-" + i);
        }
        assertThatThrownBy(() -> excluding("warehouse")).hasMessageEndingWith("look up how it is spelled");
    }

    private ClusterSite excluding(String... namespaces) {
        return new ClusterSite(
                cluster, "r1", new Exclusions(Exclusions.Runner.nowhere(), Set.of(), Set.of(namespaces)), loop);
    }

    @Test
    void clean_up_goes_on_when_the_api_answers_again_soon() {
        well = Duration.ofSeconds(20).toNanos();

        assertThat(site.cleanUp(loop)).isEmpty();
        assertThat(loop.now()).isBetween(well, well + Duration.ofSeconds(1).toNanos());
        assertThat(asked).endsWith("removeObjects", "dropJournal").hasSizeGreaterThan(10);
    }

    @Test
    void clean_up_ends_with_the_trouble_when_the_api_stays_away() {
        well = Long.MAX_VALUE;

        assertThatThrownBy(() -> site.cleanUp(loop)).isSameAs(trouble);
        assertThat(Duration.ofNanos(loop.now())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(asked).doesNotContain("dropJournal");
    }

    @Test
    void objects_that_come_back_are_told_at_once() {
        well = Long.MAX_VALUE;
        trouble = new FaultException(FaultException.Kind.FAILED, "objects come back");

        assertThatThrownBy(() -> site.cleanUp(loop)).isSameAs(trouble);
        assertThat(asked).containsExactly("removeObjects");
    }
}
