package dev.lacuna.runner.wiring;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ApiInstance;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.runner.cluster.ClusterView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a control plane offers, as {@code targets} prints it. */
final class PlaneView implements ClusterView {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final ControlPlane plane;

    PlaneView(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public List<Section> sections(Loop loop) {
        var identity = plane.identity();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "Cluster",
                List.of(
                        "context " + identity.context() + ", Kubernetes " + identity.version() + ", server "
                                + identity.server(),
                        "distribution " + identity.distribution() + ": "
                                + identity.distribution().layout())));
        var members = loop.await(plane.members(), PATIENCE, "list the control plane's pods");
        sections.add(new Section("Nodes", nodes(loop.await(plane.nodes(), PATIENCE, "list nodes"), members)));
        sections.add(new Section(
                "API servers",
                plane.instances().stream().map(ApiInstance::toString).toList()));
        sections.add(new Section(
                "Components",
                members.stream()
                        .sorted(Comparator.comparing(Pod::component).thenComparing(Pod::node))
                        .map(PlaneView::line)
                        .toList()));
        sections.add(new Section(
                "Elections",
                loop.await(plane.elections(), PATIENCE, "list elections").stream()
                        .map(PlaneView::line)
                        .toList()));
        sections.add(new Section("etcd", etcd(loop)));
        return sections;
    }

    private List<String> etcd(Loop loop) {
        try {
            return loop.await(plane.etcd(), PATIENCE.multipliedBy(2), "ask etcd for its members").stream()
                    .map(PlaneView::line)
                    .toList();
        } catch (FaultException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** What a kernel can filter with is no part of what a node says of itself: its helper tries it. */
    private static List<String> nodes(List<Node> nodes, List<Pod> members) {
        List<String> lines = new ArrayList<>();
        nodes.forEach(node -> lines.addAll(lines(node, members)));
        nodes.stream()
                .filter(node -> !node.software().equals(Node.Software.UNKNOWN)
                        && !node.software().system().equals("linux"))
                .forEach(node -> lines.add("no helper can work on " + node.name() + ": it takes Linux, and this is "
                        + node.software().system()));
        lines.add(
                "helpers take Linux and cgroups; whether a node can filter packets (nft or iptables) its helper tries before a fault");
        return lines;
    }

    private static List<String> lines(Node node, List<Pod> members) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s  %s%s  %s"
                .formatted(
                        node.name(),
                        node.address(),
                        node.zone().isEmpty() ? "no zone" : node.zone(),
                        node.controlPlane() ? "  control plane" : "",
                        node.ready() ? "Ready" : "NOT READY"));
        var pods = members.stream()
                .filter(pod -> pod.mirror() && pod.node().equals(node.name()))
                .map(Pod::component)
                .sorted()
                .toList();
        if (!pods.isEmpty()) {
            lines.add("    static pods: " + String.join(", ", pods));
        }
        var software = node.software();
        if (!software.equals(Node.Software.UNKNOWN)) {
            lines.add("    %s, kernel %s, %s/%s, %s, kubelet %s"
                    .formatted(
                            software.image(),
                            software.kernel(),
                            software.system(),
                            software.architecture(),
                            software.runtime(),
                            software.kubelet()));
        }
        return lines;
    }

    private static String line(Pod pod) {
        return "%s on %s%s%s"
                .formatted(
                        pod.component(),
                        pod.node(),
                        pod.mirror() ? ", static pod" : "",
                        pod.ready() ? "" : ", NOT READY");
    }

    private static String line(LeaseRecord record) {
        return "%s held by %s for %d s at a time%s"
                .formatted(
                        record.election(),
                        record.holder().isEmpty() ? "nobody" : record.holder(),
                        record.duration().toSeconds(),
                        record.acquired().map(since -> ", since " + since).orElse(""));
    }

    private static String line(EtcdMember member) {
        return "%s %s on %s%s%s%s"
                .formatted(
                        member.name(),
                        member.id(),
                        member.node().isEmpty() ? "no node" : member.node(),
                        member.voter() ? "" : ", learner",
                        member.leader() ? ", leads" : "",
                        member.healthy() ? "" : ", NOT HEALTHY");
    }
}
