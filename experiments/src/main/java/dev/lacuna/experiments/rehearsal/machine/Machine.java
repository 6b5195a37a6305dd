package dev.lacuna.experiments.rehearsal.machine;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node. */
public final class Machine {
    private final Node node;
    private final Host host;
    private final Loop loop;
    private final Map<String, StaticPod> pods = new LinkedHashMap<>();

    public Machine(Node node, Loop loop) {
        this.node = node;
        this.host = new Host(node.address());
        this.loop = loop;
    }

    public String name() {
        return node.name();
    }

    public Node node() {
        return node;
    }

    public Host host() {
        return host;
    }

    public Loop loop() {
        return loop;
    }

    public void add(StaticPod pod) {
        pods.put(pod.component(), pod);
    }

    public List<StaticPod> pods() {
        return List.copyOf(pods.values());
    }

    public Optional<StaticPod> pod(String component) {
        return Optional.ofNullable(pods.get(component));
    }
}
