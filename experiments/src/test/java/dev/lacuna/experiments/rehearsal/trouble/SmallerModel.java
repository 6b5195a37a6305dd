package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.experiments.rehearsal.model.ApiModel;
import dev.lacuna.experiments.rehearsal.model.AppsModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.NodeModel;
import java.util.List;
import java.util.Optional;

/** A cluster with less in it, or with less that is unusual. */
final class SmallerModel {
    private SmallerModel() {}

    /** Empty where nothing is left that could be left out so. */
    static Optional<ClusterModel> of(ClusterModel was, String reduction) {
        var smaller = switch (reduction) {
            case "load" -> with(was, ApiModel.standard(), was.node(), was.apps());
            case "clocks" -> with(was, was.api(), NodeModel.standard(), was.apps());
            case "apps" -> with(was, was.api(), was.node(), new AppsModel(List.of(), List.of(), List.of()));
            case "planes" -> sized(was, Math.max(1, was.controlPlanes() - 2), was.workers());
            case "workers" -> sized(was, was.controlPlanes(), Math.max(0, was.workers() - 1));
            default -> throw new IllegalArgumentException("no reduction is called " + reduction);
        };
        return smaller.equals(was) ? Optional.empty() : Optional.of(smaller);
    }

    private static ClusterModel sized(ClusterModel was, int planes, int workers) {
        return new ClusterModel(
                planes,
                workers,
                was.zones(),
                was.lease(),
                was.api(),
                was.etcd(),
                was.node(),
                was.heartbeat(),
                was.apps());
    }

    private static ClusterModel with(ClusterModel was, ApiModel api, NodeModel node, AppsModel apps) {
        return new ClusterModel(
                was.controlPlanes(),
                was.workers(),
                was.zones(),
                was.lease(),
                api,
                was.etcd(),
                node,
                was.heartbeat(),
                apps);
    }
}
