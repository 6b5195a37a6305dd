package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.experiments.Experiments;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Many troubled runs, each by its own seed alone, on several threads. */
final class Troubled {
    /** So many failures are enough to look at. */
    private static final int ENOUGH = 5;

    private final Draw draw;
    private final Plant plant;
    final Tally tally = new Tally();
    final ConcurrentSkipListMap<Long, Account> broken = new ConcurrentSkipListMap<>();

    Troubled(Plant plant) {
        // Maven runs the tests of a module in the module's folder.
        var library = Experiments.format().read(Path.of("..", "scenarios"));
        if (!library.valid()) {
            throw new IllegalStateException(library.problems().toString());
        }
        this.draw = new Draw(library.scenarios());
        this.plant = plant;
    }

    /** Makes runs until all are made, or enough have failed. */
    void run(long first, long count, int jobs) {
        var next = new AtomicLong(first);
        List<Thread> threads = java.util.stream.IntStream.range(0, jobs)
                .mapToObj(job -> new Thread(() -> work(next, first + count), "troubled-" + job))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(Troubled::join);
    }

    private void work(AtomicLong next, long end) {
        for (long seed = next.getAndIncrement(); seed < end && broken.size() < ENOUGH; seed = next.getAndIncrement()) {
            var account = of(seed);
            tally.add(account);
            if (!account.broken.isEmpty()) {
                broken.put(seed, account);
            }
        }
    }

    private Account of(long seed) {
        try {
            return TroubledRun.of(draw.of(seed), plant);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + " made the test itself fail", e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The case of a seed, made smaller in the ways that are named. */
    Case reduced(long seed, List<String> reductions) {
        var made = draw.of(seed);
        for (String name : reductions) {
            made = Reductions.applied(made, name).orElse(made);
        }
        return made;
    }

    /** The first failing run, made as small as it gets, and how to repeat it; empty if none failed. */
    Optional<String> firstFailure() {
        return Optional.ofNullable(broken.firstEntry()).map(entry -> told(entry.getValue()));
    }

    private String told(Account failing) {
        var shrunk = Shrinker.shrink(failing, plant);
        // From the seed and the names that are printed, as whoever repeats it does.
        var again = TroubledRun.of(reduced(failing.made.seed(), shrunk.reductions()), plant);
        boolean same =
                !again.broken.isEmpty() && again.kind().equals(shrunk.account().kind());
        return "seed " + failing.made.seed() + " breaks a promise: " + failing.broken + "\nseeds that fail: "
                + broken.keySet() + "\nrepeat it: bench/troubled-runs --runs 1 --first " + failing.made.seed()
                + (shrunk.reductions().isEmpty() ? "" : " --without " + String.join(",", shrunk.reductions()))
                + "\nthe smallest case that still fails"
                + (same ? ", made again and broken again:\n" : "; MADE AGAIN IT BREAKS NO SUCH PROMISE:\n")
                + Trace.shortest(same ? again : shrunk.account());
    }
}
