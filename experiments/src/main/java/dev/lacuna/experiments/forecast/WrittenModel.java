package dev.lacuna.experiments.forecast;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.rehearsal.model.ApiModel;
import dev.lacuna.experiments.rehearsal.model.AppsModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModelFile;
import dev.lacuna.experiments.rehearsal.model.EtcdModel;
import dev.lacuna.experiments.rehearsal.model.OperatorModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.target.Candidates;
import dev.lacuna.experiments.timer.LeaseTimers;
import dev.lacuna.experiments.timer.SeenEtcd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cluster's model as the file that `--cluster-model` reads.
 *
 * @param notes where a key's value is from, by its path; keys without a note have the default of docs/rehearsal.md
 */
public record WrittenModel(ClusterModel model, Map<String, String> notes) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_OPERATORS = 100;

    public WrittenModel {
        notes = Map.copyOf(notes);
    }

    /** A cluster that is simulated by itself. */
    public static WrittenModel simulated(ClusterModel model) {
        return new WrittenModel(model, Map.of());
    }

    /**
     * Looks at a real cluster, and measures a few reads of its API. Changes nothing.
     *
     * @return empty where it shows no control-plane nodes
     */
    public static Optional<WrittenModel> of(ControlPlane cluster, Loop loop) {
        return KnownCluster.of(cluster, List.of(), loop).map(known -> new Look(cluster, known, loop).model());
    }

    /** The file. */
    public String yaml() {
        return "# A control plane to rehearse on, for --cluster-model. What is not marked has the default of docs/rehearsal.md.\n"
                + ClusterModelFile.SHAPE.yaml(model, notes);
    }

    /** One look at a cluster. */
    private static final class Look {
        private final ControlPlane cluster;
        private final ClusterModel base;
        private final Loop loop;
        private final Map<String, String> notes = new TreeMap<>();

        Look(ControlPlane cluster, KnownCluster known, Loop loop) {
            this.cluster = cluster;
            this.base = known.model();
            this.loop = loop;
            notes.put("controlPlanes", "seen");
            notes.put("workers", "seen");
            notes.put("zones", "seen, where nodes have a zone");
            notes.put("lease", known.assumptions().get(0));
            notes.put("lease.duration", "seen in the Lease");
            notes.put("lease.renewDeadline", "assumed: goes with the duration");
            notes.put("lease.retry", "assumed: goes with the duration");
            notes.put(
                    "lease.controllerManagerReleases",
                    "assumed: the default of " + cluster.identity().version());
        }

        WrittenModel model() {
            return new WrittenModel(
                    new ClusterModel(
                            base.controlPlanes(),
                            base.workers(),
                            base.zones(),
                            base.lease(),
                            api(),
                            etcd(),
                            base.node(),
                            base.heartbeat(),
                            new AppsModel(List.of(), operators(), List.of())),
                    notes);
        }

        private ApiModel api() {
            var api = base.api();
            var times = MeasuredTimes.of(cluster, loop);
            String how = "measured: %d reads at one time, etcd's part included".formatted(times.count());
            times.latency().ifPresent(found -> notes.put("api.latency", how));
            times.handshake().ifPresent(found -> notes.put("api.handshake", how));
            return new ApiModel(
                    times.latency().orElse(api.latency()),
                    times.handshake().orElse(api.handshake()),
                    api.watch(),
                    api.start(),
                    api.check(),
                    api.checkTimeout(),
                    api.fall(),
                    api.load(),
                    api.service());
        }

        private EtcdModel etcd() {
            var etcd = base.etcd();
            var seen = SeenEtcd.now(cluster, loop).times();
            note("etcd.heartbeat", seen.heartbeat());
            note("etcd.election", seen.timeout());
            return etcd;
        }

        private void note(String path, Optional<Duration> seen) {
            notes.put(
                    path,
                    seen.isPresent()
                            ? "seen in a member's command line"
                            : "etcd's default: no member's command line is seen to set it");
        }

        private List<OperatorModel> operators() {
            var candidates = new Candidates(cluster, members(), loop);
            var found = loop.await(cluster.elections(), PATIENCE, "list elections").stream()
                    .filter(record -> !record.election().ofControlPlane() && record.led())
                    .limit(MOST_OPERATORS)
                    .flatMap(record -> operator(record, candidates.of(record)).stream())
                    .toList();
            if (!found.isEmpty()) {
                notes.put(
                        "operators",
                        "seen: elections, replicas, duration; assumed: renewDeadline and retry, start, and that no lease is given back");
            }
            return found;
        }

        /** Whose pods can't be seen is left out. */
        private static Optional<OperatorModel> operator(LeaseRecord record, List<Pod> pods) {
            if (pods.isEmpty() || record.duration().isZero()) {
                return Optional.empty();
            }
            var times = LeaseTimers.of(record.duration());
            return Optional.of(new OperatorModel(
                    record.election().title(),
                    pods.size(),
                    times.lease(),
                    whole(times.deadline()),
                    whole(times.retry()),
                    Range.millis(200, 1_000),
                    false));
        }

        /** As the file can say it. */
        private static Duration whole(Duration time) {
            return Duration.ofMillis(time.toMillis());
        }

        private List<Pod> members() {
            return loop.await(cluster.members(), PATIENCE, "list the control plane's pods");
        }
    }
}
