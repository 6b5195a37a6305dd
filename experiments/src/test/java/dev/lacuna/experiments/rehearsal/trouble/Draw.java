package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.experiments.rehearsal.model.AppsModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.LeaseModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.rehearsal.model.WorkloadModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws cases: everything of one comes from its seed. */
final class Draw {
    private final List<Scenario> library;

    /** @param library scenarios that are drawn beside those that are made up */
    Draw(List<Scenario> library) {
        this.library = List.copyOf(library);
    }

    Case of(long seed) {
        var chance = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + 1);
        var model = model(chance);
        var scenario = chance.nextInt(3) == 0
                ? library.get(chance.nextInt(library.size()))
                : new ScenarioDraw(chance, model).scenario();
        return new Case(seed, scenario, model, troubles(chance));
    }

    private static ClusterModel model(SplittableRandom chance) {
        int drawn = chance.nextInt(20);
        int planes = drawn == 0 ? 1 : drawn < 5 ? 5 : 3;
        int zoned = List.of(1, 3, 3, 5).get(chance.nextInt(4));
        List<String> zones = new ArrayList<>();
        for (int i = 0; i < zoned; i++) {
            zones.add("zone-" + (char) ('a' + i));
        }
        var usual = ClusterModel.standard();
        return new ClusterModel(
                planes,
                1 + chance.nextInt(2),
                zones,
                lease(chance),
                usual.api(),
                usual.etcd(),
                usual.node(),
                usual.heartbeat(),
                chance.nextInt(4) == 0 ? shop(chance) : usual.apps());
    }

    private static AppsModel shop(SplittableRandom chance) {
        int replicas = 1 + chance.nextInt(4);
        var cart = new WorkloadModel(
                "shop",
                "cart",
                Map.of("app", "cart"),
                replicas,
                Range.millis(500, 3_000),
                Range.millis(50, 2_000),
                chance.nextInt(replicas + 1),
                WorkloadModel.CONTROLLER_MANAGER);
        return new AppsModel(List.of(cart), List.of(), List.of());
    }

    private static LeaseModel lease(SplittableRandom chance) {
        var usual = LeaseModel.standard();
        int[] times = new int[][] {{15, 10, 2}, {15, 10, 2}, {15, 10, 2}, {5, 4, 1}, {30, 20, 4}}[chance.nextInt(5)];
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

    /** None at all is a case as well, in which every number can be held against the truth. */
    private static List<Trouble> troubles(SplittableRandom chance) {
        int drawn = chance.nextInt(20);
        int count = drawn < 5 ? 0 : drawn < 15 ? 1 : drawn < 18 ? 2 : 3;
        List<Trouble> troubles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var kinds = Trouble.Kind.values();
            var kind = kinds[chance.nextInt(kinds.length)];
            // Squared, so that most come while faults are in force, and some in the second trial or at the end.
            double when = chance.nextDouble();
            long from = (long) (when * when * 120e9);
            long length = (long) (chance.nextDouble() * 60e9);
            troubles.add(new Trouble(kind, from, length, chance.nextInt(1_000_000)));
        }
        return troubles;
    }
}
