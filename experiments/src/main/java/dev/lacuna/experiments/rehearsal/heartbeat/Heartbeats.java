package dev.lacuna.experiments.rehearsal.heartbeat;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.rehearsal.api.Access;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.api.Balancer;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.lease.Leader;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.model.HeartbeatModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The heartbeats of all nodes, and what the control plane makes of them. */
public final class Heartbeats {
    private final Map<Machine, KubeletLink> links = new LinkedHashMap<>();
    private final List<NodeObject> nodes = new ArrayList<>();
    private final HeartbeatModel model;
    private final Loop loop;

    public Heartbeats(
            List<Machine> machines,
            List<ApiServer> servers,
            Balancer balancer,
            Store store,
            HeartbeatModel model,
            Loop loop) {
        this.model = model;
        this.loop = loop;
        for (Machine machine : machines) {
            var chance = loop.random("rehearsal heartbeat " + machine.name());
            var node = new NodeObject(machine);
            var link = KubeletLink.of(machine, servers, balancer, chance, loop);
            var beat = new Heartbeat(node, link, store, model, chance, loop);
            nodes.add(node);
            links.put(machine, link);
            node.whenUnknown(beat::setRight);
            beat.begin();
        }
    }

    /** Whether a machine's kubelet can write to the API now. */
    public boolean reaches(Machine machine) {
        var link = links.get(machine);
        return link != null && link.open();
    }

    /** The nodes as the API shows them. */
    public List<Node> shown() {
        return nodes.stream().map(NodeObject::shown).toList();
    }

    public List<NodeObject> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * What controller managers do with them while they lead.
     *
     * @param start from a leader's record to its first look
     * @param residents what deletes each ordinary pod that is on a machine and not being deleted yet; to be called when etcd has agreed on that
     * @param untainted told when a node may take pods again
     */
    public Leader lifecycle(
            Access access,
            Execution process,
            Range start,
            Function<Machine, List<Runnable>> residents,
            Runnable untainted,
            RandomGenerator chance) {
        return new NodeLifecycle(
                new NodeLifecycle.Parts(nodes, model, start, residents::apply, untainted, chance, loop),
                access,
                process);
    }
}
