package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

final class AgentPodStateTest {
    private static JsonObject container(String state) {
        return FakeCluster.json(
                "{\"metadata\": {\"uid\": \"u\"}, \"status\": {\"phase\": \"Pending\", \"containerStatuses\": [{\"state\": %s}]}}"
                        .formatted(state));
    }

    @Test
    void a_running_container_runs() {
        var pod = container("{\"running\": {}}");
        assertThat(AgentPodState.runs(pod)).isTrue();
        assertThat(AgentPodState.hopeless(pod, "x:1")).isEmpty();
    }

    @Test
    void a_missing_image_is_hopeless_and_named() {
        var pod = container("{\"waiting\": {\"reason\": \"ErrImageNeverPull\", \"message\": \"not present\"}}");
        assertThat(AgentPodState.hopeless(pod, "x:1"))
                .hasValueSatisfying(why -> assertThat(why).contains("image x:1", "not present", "import"));
    }

    @Test
    void a_container_that_is_being_created_may_still_run() {
        var pod = container("{\"waiting\": {\"reason\": \"ContainerCreating\"}}");
        assertThat(AgentPodState.hopeless(pod, "x:1")).isEmpty();
        assertThat(AgentPodState.runs(pod)).isFalse();
        assertThat(AgentPodState.words(pod)).contains("ContainerCreating");
    }

    @Test
    void a_rejection_by_the_kubelet_is_hopeless() {
        var pod = FakeCluster.json(
                "{\"status\": {\"phase\": \"Failed\", \"reason\": \"OutOfcpu\", \"message\": \"Node didn't have enough resource: cpu\"}}");
        assertThat(AgentPodState.hopeless(pod, "x:1"))
                .hasValueSatisfying(why -> assertThat(why).contains("OutOfcpu", "enough resource"));
    }

    @Test
    void a_kubelet_that_has_not_begun_is_asked_about() {
        assertThat(AgentPodState.words(FakeCluster.json("{\"status\": {\"phase\": \"Pending\"}}")))
                .contains("kubelet");
    }
}
