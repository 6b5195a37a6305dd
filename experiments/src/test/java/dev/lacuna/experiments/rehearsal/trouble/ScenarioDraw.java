package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.format.ScenarioFormat;
import dev.lacuna.experiments.Experiments;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Makes scenarios up: every kind of fault, target, direction and loss, several experiments, probes and SLOs. Written as files are, and read by the same format. */
final class ScenarioDraw {
    private static final ScenarioFormat FORMAT = Experiments.format();
    private static final List<String> COMPONENTS =
            List.of("kube-scheduler", "kube-controller-manager", "etcd", "kube-apiserver");
    private final SplittableRandom chance;
    private final ClusterModel model;
    private final List<String> known;
    private final List<String> experiments = new ArrayList<>();
    private final List<String> probes = new ArrayList<>();
    private final List<String> slos = new ArrayList<>();
    private final TreeSet<String> elections = new TreeSet<>();
    private boolean anyElection;

    ScenarioDraw(SplittableRandom chance, ClusterModel model) {
        this.chance = chance;
        this.model = model;
        this.known = model.apps().operators().isEmpty()
                ? List.of("kube-scheduler", "kube-controller-manager")
                : List.of("kube-scheduler", "kube-controller-manager", ModelDraw.OPERATOR, ModelDraw.OPERATOR);
    }

    Scenario scenario() {
        int drawn = chance.nextInt(10);
        int count = drawn < 6 ? 1 : drawn < 9 ? 2 : 3;
        for (int i = 0; i < count; i++) {
            experiment(i);
        }
        int eyes = chance.nextInt(4);
        for (int i = 0; i < eyes; i++) {
            probe(i);
        }
        ofElections();
        if (slos.isEmpty()) {
            probe(eyes);
        }
        var read = FORMAT.read("drawn.yaml", text());
        if (!read.valid()) {
            throw new IllegalStateException(read.problems() + "\n" + text());
        }
        return read.scenarios().get(0);
    }

    private String text() {
        return """
                apiVersion: lacuna.dev/v1
                kind: Scenario
                metadata: {name: drawn}
                spec:
                  trials: {count: %d, pause: %s}
                  steadyState: {hold: %ds}
                  experiments:
                %s
                  probes: [%s]
                  slos:
                %s
                  safeguards: {maxDuration: %ds%s%s}
                """.formatted(
                        List.of(1, 1, 1, 1, 2, 3).get(chance.nextInt(6)),
                        chance.nextInt(3) == 0 ? "auto" : chance.nextInt(20) + "s",
                        1 + chance.nextInt(4),
                        String.join("\n", experiments),
                        String.join(", ", probes),
                        String.join("\n", slos),
                        30 + chance.nextInt(120),
                        allowed(),
                        aborting());
    }

    private String allowed() {
        return switch (chance.nextInt(8)) {
            case 0 -> ", allow: [degraded, restart-backoff]";
            case 1 -> ", allow: [degraded, restart-backoff, standby, api-servers, host-network]";
            default -> "";
        };
    }

    private String aborting() {
        return probes.isEmpty() || chance.nextInt(4) != 0
                ? ""
                : ", abortWhen: [{probe: p0, downFor: " + (1 + chance.nextInt(30)) + "s}]";
    }

    private void experiment(int number) {
        String at = number == 0 || chance.nextInt(3) == 0 ? "" : "at: " + chance.nextInt(20) + "s, ";
        String fault = switch (chance.nextInt(3)) {
            case 0 -> kill();
            case 1 -> handover();
            default -> network();
        };
        experiments.add("    - {name: e" + number + ", " + at + fault + "}");
    }

    private String kill() {
        String signal = chance.nextInt(3) == 0 ? "TERM" : "KILL";
        if (chance.nextInt(2) == 0) {
            String election = chance.nextInt(3) == 0 ? "etcd" : one(known);
            surely(election);
            return "kill: {target: {leader: %s}, signal: %s}".formatted(election, signal);
        }
        anyElection = true;
        if (!model.apps().operators().isEmpty() && chance.nextInt(4) == 0) {
            return "kill: {target: {pods: {namespace: shop, labels: {app: cart-controller}}%s}, %s}"
                    .formatted(
                            one(List.of(", random: one", "")),
                            one(List.of("signal: " + signal, "mode: evict", "mode: delete")));
        }
        return "kill: {target: %s, signal: %s}".formatted(component(one(COMPONENTS)), signal);
    }

    private void surely(String election) {
        if (election.equals("etcd")) {
            anyElection = true;
        } else {
            elections.add(election);
        }
    }

    private String component(String component) {
        String role = List.of("", "", ", role: leader", ", role: follower").get(chance.nextInt(4));
        if (component.equals("kube-apiserver")) {
            role = "";
        }
        String count =
                List.of(", random: one", ", random: one", ", count: 2", "").get(chance.nextInt(4));
        return "{component: %s%s%s}".formatted(component, role, count);
    }

    private String handover() {
        if (chance.nextInt(6) == 0) {
            anyElection = true;
            return "handover: {election: etcd, how: transfer}";
        }
        String election = one(known);
        elections.add(election);
        return "handover: {election: %s, how: %s}"
                .formatted(election, one(List.of("crash", "graceful", "certain", "certain", "lease")));
    }

    private String network() {
        anyElection = true;
        String effect = List.of("partition: all", "reject: all", "loss: " + (1 + chance.nextInt(99)) + "%")
                .get(chance.nextInt(3));
        String direction = chance.nextInt(4) == 0 ? ", direction: one-way" : "";
        return "for: %ds, network: {%s, %s%s}".formatted(1 + chance.nextInt(30), effect, path(), direction);
    }

    private String path() {
        String etcd = chance.nextBoolean() ? "[2380]" : "[2379, 2380]";
        int last = model.controlPlanes();
        if (!model.apps().operators().isEmpty() && chance.nextInt(5) == 0) {
            return "from: {leader: " + ModelDraw.OPERATOR + "}, to: {component: kube-apiserver}, ports: [6443]";
        }
        return switch (chance.nextInt(7)) {
            case 0 -> "from: {leader: etcd}, to: {component: etcd}, ports: " + etcd;
            case 1 -> "from: {component: etcd}, to: {component: etcd}, ports: " + etcd;
            case 2 -> "from: {component: etcd, role: follower, random: one}, to: {component: etcd}, ports: " + etcd;
            case 3 -> "from: balancer, to: {component: kube-apiserver, random: one}, ports: [6443]";
            case 4 -> "from: {node: worker1}, to: {component: kube-apiserver, count: 2}, ports: [6443]";
            case 5 -> "from: {node: cp1}, to: {node: cp" + last + "}, ports: [2380, 6443, 10250]";
            default -> "from: {addresses: [192.0.2.200]}, to: {leader: kube-scheduler}, ports: [6443, 10250]";
        };
    }

    private void probe(int number) {
        String name = "p" + number;
        int period = List.of(200, 250, 400, 500).get(chance.nextInt(4));
        int timeout = List.of(500, 1_000, 2_000).get(chance.nextInt(3));
        String pace = ", every: " + period + "ms, timeout: " + timeout + "ms}";
        if (!model.apps().workloads().isEmpty() && chance.nextInt(3) == 0) {
            probes.add("{name: " + name + ", pods: {namespace: shop, labels: {app: cart}, ready: 1}" + pace);
        } else if (chance.nextInt(3) == 0) {
            probes.add(
                    "{name: " + name + ", canary: " + one(List.of("scheduler", "controller-manager", "watch")) + pace);
        } else {
            probes.add("{name: %s, api: {through: %s, request: %s, connection: %s}%s"
                    .formatted(
                            name,
                            one(List.of("balancer", "balancer", "each", "cp1")),
                            one(List.of("readyz", "read", "write")),
                            one(List.of("fresh", "reused")),
                            pace));
        }
        slo(name + "." + one(List.of("recovery", "longestGap")));
    }

    private void ofElections() {
        var hit = anyElection ? known : List.copyOf(elections);
        if (!hit.isEmpty() && (!anyElection || chance.nextInt(3) == 0)) {
            slo("election." + one(hit) + "." + one(List.of("gap", "recovery")));
        }
    }

    private void slo(String measure) {
        slos.add("    - {name: s%d, measure: %s, atMost: %ds}"
                .formatted(
                        slos.size(), measure, List.of(1, 5, 12, 20, 25, 40, 90).get(chance.nextInt(7))));
    }

    private <T> T one(List<T> of) {
        return of.get(chance.nextInt(of.size()));
    }
}
