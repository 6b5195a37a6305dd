package dev.lacuna.experiments.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AgentPodTest {
    private static AgentPod pod(String run, String priority) {
        return new AgentPod(
                "lacuna-agents",
                "lacuna-r1-cp2",
                "cp2",
                run,
                "lacuna/lacuna:dev",
                priority,
                Duration.ofSeconds(15),
                Duration.ofMinutes(30));
    }

    @Test
    void pod_goes_to_its_node_whatever_its_taints_and_ends_by_itself() {
        var spec = pod("r1", "system-node-critical").toJson().getAsJsonObject("spec");

        assertThat(spec.get("nodeName").getAsString()).isEqualTo("cp2");
        assertThat(spec.getAsJsonArray("tolerations")).hasToString("[{\"operator\":\"Exists\"}]");
        assertThat(spec.get("activeDeadlineSeconds").getAsLong()).isEqualTo(1800);
        assertThat(spec.get("restartPolicy").getAsString()).isEqualTo("Never");
        assertThat(spec.get("priorityClassName").getAsString()).isEqualTo("system-node-critical");
        assertThat(spec.get("automountServiceAccountToken").getAsBoolean()).isFalse();
    }

    @Test
    void pod_has_no_priority_class_where_none_is_allowed() {
        assertThat(pod("r1", "").toJson().getAsJsonObject("spec").has("priorityClassName"))
                .isFalse();
    }

    @Test
    void kubelet_reads_the_program_as_it_was_written() {
        var spec = pod("r1", "").toJson().getAsJsonObject("spec");
        JsonArray command =
                spec.getAsJsonArray("containers").get(0).getAsJsonObject().getAsJsonArray("command");

        assertThat(command.get(2).getAsString().replace("$$", "$")).isEqualTo(AgentProgram.text());
        assertThat(command.get(2).getAsString().replace("$$", "")).doesNotContain("$");
        assertThat(command.get(4).getAsString()).isEqualTo("r1");
        assertThat(command.get(5).getAsString()).isEqualTo("15");
    }

    @Test
    void program_fits_into_one_argument_of_a_command() {
        assertThat(AgentProgram.text().length()).isLessThan(100_000);
    }

    @Test
    void run_that_would_not_fit_into_a_name_is_refused() {
        assertThatThrownBy(() -> pod("r-1", "")).hasMessageContaining("`r-1`");
        assertThatThrownBy(() -> pod("r".repeat(17), "")).hasMessageContaining("1 to 16");
    }
}
