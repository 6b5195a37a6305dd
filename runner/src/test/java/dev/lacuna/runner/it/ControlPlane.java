package dev.lacuna.runner.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The control plane's own view of itself, and of what runs have left in it. */
record ControlPlane(Testbed testbed) {
    private static final int MEMBERS = 12;
    /** A container that was killed four times in a row is put off by 40 s. */
    private static final Duration RESTART = Duration.ofMinutes(3);

    /** Waits until every pod of the control plane and every node is Ready. */
    void awaitHealthy() {
        Patience.untilAsserted("a healthy control plane", RESTART, () -> {
            var members = testbed.list("pods", "-n", "kube-system", "-l", "tier=control-plane");
            assertThat(members).hasSize(MEMBERS).allMatch(ControlPlane::ready);
            assertThat(testbed.list("nodes")).allMatch(ControlPlane::ready);
        });
    }

    static boolean ready(JsonObject object) {
        var conditions = object.getAsJsonObject("status").getAsJsonArray("conditions");
        for (var condition : conditions) {
            var one = condition.getAsJsonObject();
            if (one.get("type").getAsString().equals("Ready")) {
                return one.get("status").getAsString().equals("True");
            }
        }
        return false;
    }

    /** Who leads now. */
    String leader(String lease) {
        var holder =
                testbed.kubectl("get", "lease", lease, "-n", "kube-system", "-o", "jsonpath={.spec.holderIdentity}");
        return holder.substring(0, holder.indexOf('_'));
    }

    /** When the container of this pod was started the last time: text that sorts by time. */
    static String lastStart(JsonObject pod) {
        return pod.getAsJsonObject("status")
                .getAsJsonArray("containerStatuses")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("state")
                .getAsJsonObject("running")
                .get("startedAt")
                .getAsString();
    }

    /** What runs have left in the cluster: helper pods, journals, the lock, objects of probes. */
    List<String> remains() {
        List<String> left = new ArrayList<>();
        testbed.list("pods", "-n", "lacuna-agents", "-l", "app.kubernetes.io/name=lacuna")
                .forEach(pod -> left.add("helper pod " + Testbed.name(pod)));
        testbed.list("configmaps", "-n", "lacuna", "-l", "lacuna.dev/journal")
                .forEach(journal -> left.add("journal " + Testbed.name(journal)));
        testbed.list("leases", "-n", "lacuna").stream()
                .filter(lease -> lease.getAsJsonObject("spec").has("holderIdentity")
                        && !lease.getAsJsonObject("spec")
                                .get("holderIdentity")
                                .getAsString()
                                .isEmpty())
                .forEach(lease -> left.add("lock " + Testbed.name(lease)));
        testbed.list("pods,replicasets,configmaps", "-n", "lacuna", "-l", "lacuna.dev/run")
                .forEach(object -> left.add("object " + Testbed.name(object)));
        return left;
    }

    /** Nothing of Lacuna is left anywhere, within 20 s: pods take a moment to go. */
    void assertNothingLeft() {
        var nodes = Nodes.of(testbed);
        assertThat(nodes.filters()).as("filters").isEmpty();
        assertThat(nodes.stopped()).as("stopped processes").isEmpty();
        Patience.untilAsserted(
                "nothing left in the cluster",
                Duration.ofSeconds(20),
                () -> assertThat(remains()).isEmpty());
    }
}
