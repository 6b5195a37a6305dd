package dev.lacuna.experiments.rehearsal.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A control plane to be simulated.
 *
 * @param controlPlanes nodes with an API server, an etcd member, a scheduler and a controller manager each (stacked etcd, as kubeadm has it)
 * @param workers nodes without any of them
 * @param zones that the nodes are spread over in turn
 * @param apps what runs on it beside the control plane
 */
public record ClusterModel(
        int controlPlanes,
        int workers,
        List<String> zones,
        LeaseModel lease,
        ApiModel api,
        EtcdModel etcd,
        NodeModel node,
        HeartbeatModel heartbeat,
        AppsModel apps) {

    public ClusterModel {
        zones = List.copyOf(zones);
        if (controlPlanes < 1 || zones.isEmpty()) {
            throw new IllegalArgumentException("a control plane has at least one node and one zone");
        }
    }

    /** With the default heartbeats, and nothing on it but its control plane. */
    public ClusterModel(
            int controlPlanes,
            int workers,
            List<String> zones,
            LeaseModel lease,
            ApiModel api,
            EtcdModel etcd,
            NodeModel node) {
        this(controlPlanes, workers, zones, lease, api, etcd, node, HeartbeatModel.standard(), AppsModel.none());
    }

    /** The same cluster with so many nodes without a control plane, and other things on it. */
    public ClusterModel with(int number, AppsModel others) {
        return new ClusterModel(controlPlanes, number, zones, lease, api, etcd, node, heartbeat, others);
    }

    /** Three control-plane nodes in three zones and a worker, with the times of Kubernetes' and etcd's defaults. */
    public static ClusterModel standard() {
        return new ClusterModel(
                3,
                1,
                List.of("zone-a", "zone-b", "zone-c"),
                LeaseModel.standard(),
                ApiModel.standard(),
                EtcdModel.standard(),
                NodeModel.standard(),
                HeartbeatModel.standard(),
                AppsModel.none());
    }

    /** Names of the control-plane nodes, then of the workers. */
    public List<String> nodes() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= controlPlanes; i++) {
            names.add("cp" + i);
        }
        for (int i = 1; i <= workers; i++) {
            names.add("worker" + i);
        }
        return names;
    }
}
