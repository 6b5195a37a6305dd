package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
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
        var model = new ModelDraw(chance).model();
        var scenario = chance.nextInt(3) == 0
                ? library.get(chance.nextInt(library.size()))
                : new ScenarioDraw(chance, model).scenario();
        return new Case(seed, scenario, model, troubles(chance));
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
