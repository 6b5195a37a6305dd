package dev.lacuna.experiments.forecast;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.EtcdModel;
import dev.lacuna.experiments.rehearsal.model.LeaseModel;
import dev.lacuna.experiments.timer.LeaseTimers;
import dev.lacuna.experiments.timer.SeenElections;
import dev.lacuna.experiments.timer.SeenEtcd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cluster as a model to rehearse on.
 *
 * @param facts what was seen of it, in words
 * @param assumptions what was not, in words
 */
public record KnownCluster(ClusterModel model, List<String> facts, List<String> assumptions) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final List<String> ELECTIONS = List.of("kube-scheduler", "kube-controller-manager");
    private static final int MOST_PLANES = 9;
    private static final int MOST_WORKERS = 99;

    /** From here on the controller manager releases its lease by default (KEP-5366; docs/mechanics.md, "Signals"). */
    private static final int RELEASES = 37;

    private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d{1,3})(\\D.*)?");

    public KnownCluster {
        facts = List.copyOf(facts);
        assumptions = List.copyOf(assumptions);
    }

    /** A cluster that is simulated by itself: all of it is known. */
    public static KnownCluster simulated(ClusterModel model) {
        return new KnownCluster(model, List.of(planes(model), leases(model)), List.of());
    }

    /**
     * What a real cluster shows of itself.
     *
     * @return empty where it shows no control-plane nodes
     */
    public static Optional<KnownCluster> of(ControlPlane cluster, Scenario scenario, Loop loop) {
        return of(
                cluster,
                scenario.experiments().stream()
                        .flatMap(experiment -> experiment.fault().elections().stream())
                        .toList(),
                loop);
    }

    /** @param first elections whose times are taken rather than others' */
    static Optional<KnownCluster> of(ControlPlane cluster, List<String> first, Loop loop) {
        var nodes = loop.await(cluster.nodes(), PATIENCE, "list nodes");
        int planes = (int) nodes.stream().filter(Node::controlPlane).count();
        if (planes == 0) {
            return Optional.empty();
        }
        List<String> assumptions = new ArrayList<>();
        var standard = ClusterModel.standard();
        var model = new ClusterModel(
                Math.min(planes, MOST_PLANES),
                Math.min(nodes.size() - planes, MOST_WORKERS),
                zones(nodes, standard),
                lease(cluster, first, loop, assumptions),
                standard.api(),
                etcd(cluster, loop, assumptions),
                standard.node());
        assumptions.add(
                "an etcd member on each control-plane node, a balancer that checks once a second; restarts, latencies and starts as in"
                        + " docs/rehearsal.md");
        return Optional.of(new KnownCluster(model, List.of(planes(model), leases(model)), assumptions));
    }

    private static EtcdModel etcd(ControlPlane cluster, Loop loop, List<String> assumptions) {
        var seen = SeenEtcd.now(cluster, loop);
        var times = seen.times();
        assumptions.add("etcd's "
                + times.source()
                + (seen.timers().size() > 1 ? "; members differ, and those of one are taken" : ""));
        var standard = EtcdModel.standard();
        return new EtcdModel(
                times.heartbeatOrDefault(),
                times.timeoutOrDefault(),
                standard.peer(),
                standard.start(),
                standard.reconnect(),
                standard.command());
    }

    private static List<String> zones(List<Node> nodes, ClusterModel standard) {
        var zones = nodes.stream()
                .filter(Node::controlPlane)
                .map(Node::zone)
                .filter(zone -> !zone.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return zones.isEmpty() ? standard.zones() : zones;
    }

    private static LeaseModel lease(ControlPlane cluster, List<String> first, Loop loop, List<String> assumptions) {
        var seen = SeenElections.now(cluster, loop);
        var timers = Stream.concat(first.stream().filter(ELECTIONS::contains), ELECTIONS.stream())
                .flatMap(election -> seen.timers(election).stream())
                .findFirst();
        if (timers.isEmpty()) {
            assumptions.add("no lease of scheduler or controller manager was seen: 15/10/2 s");
        } else {
            assumptions.add(
                    timers.get().known()
                            ? "renewDeadline and retryPeriod are the defaults that go with the lease's duration"
                            : "renewDeadline and retryPeriod are in the defaults' proportion to the lease's duration");
        }
        var standard = LeaseModel.standard();
        var times = timers.orElse(LeaseTimers.STANDARD);
        return new LeaseModel(
                times.lease(),
                times.deadline(),
                times.retry(),
                standard.write(),
                standard.schedulerStart(),
                standard.controllerManagerStart(),
                standard.task(),
                releases(cluster.identity().version(), assumptions));
    }

    private static boolean releases(String version, List<String> assumptions) {
        var matched = VERSION.matcher(version);
        boolean releases = matched.matches() && Integer.parseInt(matched.group(1)) >= RELEASES;
        assumptions.add("the controller manager of " + version + (releases ? " releases" : " keeps")
                + " its lease on SIGTERM, as is its default");
        return releases;
    }

    private static String planes(ClusterModel model) {
        int zones = Math.min(model.zones().size(), model.controlPlanes());
        return "%s in %s, %d without a control plane"
                .formatted(count(model.controlPlanes(), "control-plane node"), count(zones, "zone"), model.workers());
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String leases(ClusterModel model) {
        var lease = model.lease();
        return "leases of " + new LeaseTimers(lease.duration(), lease.renewDeadline(), lease.retry());
    }
}
