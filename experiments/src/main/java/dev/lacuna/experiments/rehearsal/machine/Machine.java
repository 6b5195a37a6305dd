package dev.lacuna.experiments.rehearsal.machine;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.rehearsal.wire.Host;
import dev.lacuna.experiments.rehearsal.witness.Happenings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node. */
public final class Machine {
    private final Node node;
    private final Host host;
    private final Loop loop;
    private final List<Setting> settings = new ArrayList<>();
    private final Happenings happenings;
    private final Map<String, HostedPod> pods = new LinkedHashMap<>();

    /**
     * How the wall clock is set.
     *
     * @param since on the loop's clock
     * @param skew nanoseconds by which it is ahead of the loop's
     */
    private record Setting(long since, long skew) {}

    /** @param skew nanoseconds by which its wall clock is ahead of the loop's */
    public Machine(Node node, Loop loop, long skew, Happenings happenings) {
        this.node = node;
        this.host = new Host(node.address());
        this.loop = loop;
        settings.add(new Setting(Long.MIN_VALUE, skew));
        this.happenings = happenings;
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

    /** Where whoever lives here tells what truly happens. */
    public Happenings happenings() {
        return happenings;
    }

    public Loop loop() {
        return loop;
    }

    /** What its wall clock shows now. */
    public Instant wall() {
        return loop.wall().plusNanos(skewAt(loop.now()));
    }

    /** By how many nanoseconds the wall clock was ahead of the loop's at a moment. */
    public long skewAt(long moment) {
        int at = settings.size() - 1;
        while (settings.get(at).since() > moment) {
            at--;
        }
        return settings.get(at).skew();
    }

    /** Somebody sets its wall clock: nothing that measures lengths of time notices. */
    public void setClock(Duration by) {
        settings.add(new Setting(loop.now(), skewAt(loop.now()) + by.toNanos()));
    }

    public void add(HostedPod pod) {
        pods.put(pod.key(), pod);
    }

    public void remove(HostedPod pod) {
        pods.remove(pod.key(), pod);
    }

    public List<HostedPod> pods() {
        return List.copyOf(pods.values());
    }

    /** Its static pod of a component of the control plane. */
    public Optional<HostedPod> pod(String component) {
        return Optional.ofNullable(pods.get(component));
    }
}
