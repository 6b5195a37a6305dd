package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.slo.Verdict;
import dev.lacuna.experiments.Experiments;
import org.junit.jupiter.api.Test;

/** What a whole run makes of faults that hit more than they seem to. */
final class RehearsedGuardsTest {

    private static Scenario scenario(String experiment, String probes, String slo) {
        var read = Experiments.format().read("test.yaml", """
                        apiVersion: lacuna.dev/v1
                        kind: Scenario
                        metadata: {name: guarded}
                        spec:
                          steadyState: {hold: 2s}
                          experiments: [%s]
                          probes: [%s]
                          slos: [%s]
                          safeguards: {maxDuration: 4m}
                        """.formatted(experiment, probes, slo));
        assertThat(read.problems()).isEmpty();
        return read.scenarios().get(0);
    }

    private static final String API =
            "{name: api, api: {through: each, request: readyz, connection: fresh}, every: 250ms, timeout: 2s}";
    private static final String API_SLO = "{name: back, measure: api.recovery, atMost: 90s}";

    private static String network(String words) {
        return "{name: cut, for: 20s, network: {partition: all, %s}}".formatted(words);
    }

    @Test
    void balancer_that_is_cut_off_from_every_api_server_is_refused_before_anything_is_touched() {
        var rehearsed = new Rehearsed(3);

        var result = rehearsed.run(
                scenario(network("from: balancer, to: {component: kube-apiserver}, ports: [6443]"), API, API_SLO));

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.ending()).isEqualTo(Ending.REFUSED);
        assertThat(result.reason()).contains("api-servers: this takes every API server away at once (on ");
        assertThat(rehearsed.cluster.openAgents()).isEmpty();
    }

    @Test
    void partition_of_etcds_majority_is_refused_by_its_voters() {
        var result = new Rehearsed(3)
                .run(scenario(network("from: {component: etcd}, to: {component: etcd}, ports: [2380]"), API, API_SLO));

        assertThat(result.reason()).contains("quorum: of 3 etcd voters 3 are healthy, and this takes 3 away");
    }

    /** The election is an SLO's measure without anybody declaring it. */
    @Test
    void election_whose_leader_loses_its_etcd_is_measured() {
        var rehearsed = new Rehearsed(5);
        String leader = rehearsed.cluster.truth().holder("kube-scheduler");
        String node = leader.substring(0, leader.indexOf('_'));

        var result = rehearsed.run(scenario(
                network("from: {node: %s}, to: {component: etcd}, ports: [2379, 2380]".formatted(node)),
                API,
                "{name: led again, measure: election.kube-scheduler.gap, atMost: 40s}"));

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASS);
        assertThat(result.trials().get(0).measures().get("election.kube-scheduler.gap"))
                .as("a scheduler that can't renew loses its lease within 20 s")
                .isNotNull();
        assertThat(rehearsed.report()).contains("\"election\": \"kube-scheduler\"");
    }

    /** A killed leader that restarts fast wins again on some seeds (docs/mechanics.md, "Ways to force a handover"). */
    @Test
    void new_holder_on_the_host_of_the_killed_one_is_noted_in_the_report() {
        var crash = Rehearsed.library().stream()
                .filter(one -> one.name().equals("scheduler-leader-crash"))
                .findFirst()
                .orElseThrow();
        boolean same = false;
        boolean other = false;
        for (long seed = 1; seed <= 60 && !(same && other); seed++) {
            var rehearsed = new Rehearsed(seed);
            rehearsed.run(crash);
            var report = rehearsed.report();
            boolean here = report.contains("\"sameHost\": true");
            same |= here;
            other |= report.contains("\"sameHost\": false");
            assertThat(here).isEqualTo(holdersOnOneHost(report));
        }
        assertThat(same).as("some restarted leader wins again").isTrue();
        assertThat(other).isTrue();
    }

    private static boolean holdersOnOneHost(String report) {
        var takeover = java.util.regex.Pattern.compile(
                "\"oldHolder\": \"([^_\"]*)_[^\"]*\",\\s*\"newHolder\": \"([^_\"]*)_[^\"]*\",\\s*\"sameHost\"");
        return takeover.matcher(report).results().anyMatch(one -> one.group(1).equals(one.group(2)));
    }
}
