package dev.lacuna.experiments.rehearsal.trouble;

import java.util.ArrayList;
import java.util.List;

/** Makes a failing case as small as it can be and still fail in the same way. */
final class Shrinker {
    private final Plant plant;
    private final List<String> taken = new ArrayList<>();
    private Case smallest;
    private Account account;

    private Shrinker(Case made, Account account, Plant plant) {
        this.smallest = made;
        this.account = account;
        this.plant = plant;
    }

    /**
     * What is left.
     *
     * @param reductions names that lead from the whole case to this one
     */
    record Shrunk(Account account, List<String> reductions) {}

    static Shrunk shrink(Account failing, Plant plant) {
        var shrinker = new Shrinker(failing.made, failing, plant);
        while (shrinker.step()) {
            // each step is the work
        }
        return new Shrunk(shrinker.account, List.copyOf(shrinker.taken));
    }

    private boolean step() {
        String kind = account.kind();
        for (String name : Reductions.of(smallest)) {
            var smaller = Reductions.applied(smallest, name);
            if (smaller.isPresent()) {
                var tried = TroubledRun.of(smaller.get(), plant);
                if (!tried.broken.isEmpty() && tried.kind().equals(kind)) {
                    smallest = smaller.get();
                    account = tried;
                    taken.add(name);
                    return true;
                }
            }
        }
        return false;
    }
}
