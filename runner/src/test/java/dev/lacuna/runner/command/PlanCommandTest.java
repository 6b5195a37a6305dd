package dev.lacuna.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.fault.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanCommandTest extends PaperCommands {
    @Test
    void plan_shows_targets_rights_guards_and_settings_and_does_nothing() {
        cluster.lacking = List.of(new Right("create", "", "pods/exec", "lacuna-agents"));

        assertThat(lacuna("plan", "x.yaml", "--context", "paper")).isEqualTo(6);
        assertThat(terminal.written())
                .contains("context            paper  (--context)", "image              lacuna/lacuna:dev  (default)")
                .contains(
                        "LACKS create pods/exec in namespace lacuna-agents",
                        "has   list nodes",
                        "speaks through cp1 and cp3")
                .contains("back soon: max of api.recovery atMost 5s");
        assertThat(cluster.deeds).containsExactly("close");
    }

    @Test
    void plan_tells_when_experiments_begin_and_end_what_is_asked_and_what_ends_it_early() throws IOException {
        Files.writeString(
                folder.resolve("x.yaml"),
                Toys.scenario("x", 3)
                        .replace(
                                "    - {name: poked, poke: {who: scheduler}}",
                                "    - {name: poked, poke: {who: scheduler}}\n"
                                        + "    - {name: again, at: 20s, poke: {who: scheduler}}")
                        .replace("maxDuration: 60s", "maxDuration: 90s, abortWhen: [{probe: api, downFor: 42s}]"));

        assertThat(lacuna("plan", "x.yaml", "--context", "paper")).isZero();
        assertThat(terminal.written())
                .contains("trials: 3, each of at most 1m30s; pause between them: 4s", "healthy for 1s")
                .contains("experiment `poked` (poke): SIGKILL to kube-scheduler on cp2, which leads\n"
                        + "  begins with the trial")
                .contains("experiment `again`", "begins 20s after the first experiment")
                .contains("probes:\n  api: look, asked every 100ms")
                .contains("ended early when probe `api` is down for 42s");
    }

    @Test
    void plan_tells_what_is_left_of_etcd_and_the_api_servers_and_what_each_guard_says() {
        cluster.voters = 3;
        cluster.losing = "etcd";
        cluster.degraded = List.of("node cp3 is not ready");

        assertThat(lacuna("plan", "x.yaml", "--context", "paper")).isEqualTo(4);
        assertThat(terminal.written())
                .contains("etcd: 2 of 3 voters left, quorum is 2", "API servers: 2 of 3 left: cp1, cp3")
                .contains(
                        "guards: REFUSED",
                        "well     quorum",
                        "REFUSES  degraded: node cp3 is not ready",
                        "well     exclude");

        assertThat(lacuna("plan", "x.yaml", "--context", "paper", "--allow", "degraded"))
                .isZero();
        assertThat(terminal.written())
                .contains(
                        "guards: nothing to say against it",
                        "allowed  degraded: node cp3 is not ready (you consent to it)");
    }

    @Test
    void plan_tells_every_right_that_lacks_although_the_first_keeps_the_targets_from_being_read() {
        cluster.unreadable = Optional.of("list pods in kube-system: 403 Forbidden");
        cluster.lacking = List.of(
                new Right("list", "", "nodes", ""),
                new Right("create", "", "pods/exec", "lacuna-agents"),
                new Right("get", "", "pods/exec", "lacuna-agents"));

        assertThat(lacuna("plan", "x.yaml", "--context", "paper")).isEqualTo(6);
        assertThat(terminal.written())
                .contains("not found out: list pods in kube-system: 403 Forbidden")
                .contains("LACKS list nodes", "LACKS create pods/exec in namespace lacuna-agents")
                .contains("docs/rbac.md")
                .contains("  ClusterRole:\n    - {apiGroups: [\"\"], resources: [nodes], verbs: [list]}")
                .contains("  Role in namespace lacuna-agents:\n"
                        + "    - {apiGroups: [\"\"], resources: [pods/exec], verbs: [create, get]}");
        assertThat(lacuna("run", "x.yaml", "--context", "paper")).isEqualTo(6);
        assertThat(terminal.complained()).contains("rights lack, as the plan above says");
        assertThat(cluster.deeds).doesNotContain("arm");
    }
}
