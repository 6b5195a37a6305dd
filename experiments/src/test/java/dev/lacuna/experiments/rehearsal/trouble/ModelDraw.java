package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.experiments.rehearsal.model.ApiModel;
import dev.lacuna.experiments.rehearsal.model.AppsModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.LeaseModel;
import dev.lacuna.experiments.rehearsal.model.LoadModel;
import dev.lacuna.experiments.rehearsal.model.NodeModel;
import dev.lacuna.experiments.rehearsal.model.OperatorModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.rehearsal.model.WorkloadModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes clusters up: nodes and zones, how their clocks differ, the times of elections, what runs beside the control plane, and how much its API servers have to do. */
final class ModelDraw {
    /** An operator's election, as scenarios name it. */
    static final String OPERATOR = "shop/cart-controller";

    private static final int[][] LEASES = {{15, 10, 2}, {15, 10, 2}, {15, 10, 2}, {5, 4, 1}, {30, 20, 4}};
    private final SplittableRandom chance;

    ModelDraw(SplittableRandom chance) {
        this.chance = chance;
    }

    ClusterModel model() {
        int drawn = chance.nextInt(20);
        int planes = drawn == 0 ? 1 : drawn < 5 ? 5 : 3;
        int workers = 1 + chance.nextInt(2);
        var usual = ClusterModel.standard();
        return new ClusterModel(
                planes, workers, zones(), lease(), api(), usual.etcd(), node(), usual.heartbeat(), apps());
    }

    private List<String> zones() {
        int zoned = List.of(1, 3, 3, 5).get(chance.nextInt(4));
        List<String> zones = new ArrayList<>();
        for (int i = 0; i < zoned; i++) {
            zones.add("zone-" + (char) ('a' + i));
        }
        return zones;
    }

    private LeaseModel lease() {
        var usual = LeaseModel.standard();
        int[] times = times();
        return new LeaseModel(
                Duration.ofSeconds(times[0]),
                Duration.ofSeconds(times[1]),
                Duration.ofSeconds(times[2]),
                usual.write(),
                usual.schedulerStart(),
                usual.controllerManagerStart(),
                usual.task(),
                chance.nextBoolean());
    }

    private int[] times() {
        return LEASES[chance.nextInt(LEASES.length)];
    }

    /** In a fifth of all clusters API servers turn requests away, answer some of them late, and some not at all. */
    private ApiModel api() {
        var usual = ApiModel.standard();
        if (chance.nextInt(5) != 0) {
            return usual;
        }
        var load = new LoadModel(
                List.of(600, 60, 20).get(chance.nextInt(3)),
                share(20),
                share(2),
                new LoadModel.Slow(share(15), Range.millis(300, 2_000)));
        return new ApiModel(
                usual.latency(),
                usual.handshake(),
                usual.watch(),
                usual.start(),
                usual.check(),
                usual.checkTimeout(),
                usual.fall(),
                load,
                usual.service());
    }

    private Share share(int mostPercent) {
        return Share.percent(chance.nextInt(mostPercent + 1));
    }

    private NodeModel node() {
        var usual = NodeModel.standard();
        return new NodeModel(
                usual.restart(),
                usual.backOff(),
                usual.longestBackOff(),
                usual.report(),
                usual.candidate(),
                usual.death(),
                usual.agentStart(),
                usual.agentWord(),
                usual.agentLease(),
                chance.nextInt(4) == 0 ? Range.millis(1_000, 25_000) : usual.clockSkew());
    }

    private AppsModel apps() {
        List<WorkloadModel> workloads = chance.nextInt(4) == 0 ? List.of(shop()) : List.of();
        List<OperatorModel> operators = chance.nextInt(4) == 0 ? List.of(operator()) : List.of();
        return new AppsModel(workloads, operators, List.of());
    }

    private WorkloadModel shop() {
        int replicas = 1 + chance.nextInt(4);
        return new WorkloadModel(
                "shop",
                "cart",
                Map.of("app", "cart"),
                replicas,
                Range.millis(500, 3_000),
                Range.millis(50, 2_000),
                chance.nextInt(replicas + 1),
                WorkloadModel.CONTROLLER_MANAGER);
    }

    private OperatorModel operator() {
        int[] times = times();
        return new OperatorModel(
                OPERATOR,
                1 + chance.nextInt(3),
                Duration.ofSeconds(times[0]),
                Duration.ofSeconds(times[1]),
                Duration.ofSeconds(times[2]),
                Range.millis(200, 1_000),
                chance.nextBoolean());
    }
}
