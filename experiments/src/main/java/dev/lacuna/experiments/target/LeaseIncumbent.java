package dev.lacuna.experiments.target;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Leads an election that is kept in a record, which is watched through every API server from the look on. */
final class LeaseIncumbent implements Incumbent {
    /** The first delivery takes some hundredths of a second; in a cluster that is disturbed already it may not come at all. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final ControlPlane cluster;
    private final LeaseRecord chosen;
    private final String victim;
    private final AtomicReference<LeaseRecord> latest;
    private final AtomicBoolean delivered = new AtomicBoolean();
    private ControlPlane.@Nullable Subscription watch;

    /**
     * A holder of a record.
     *
     * @param chosen the record by which the victim was chosen
     * @param victim as messages name it
     */
    LeaseIncumbent(ControlPlane cluster, LeaseRecord chosen, String victim) {
        this.cluster = cluster;
        this.chosen = chosen;
        this.victim = victim;
        this.latest = new AtomicReference<>(chosen);
    }

    @Override
    public void look(Loop loop) {
        loop.post(() -> watch = cluster.watch(chosen.election(), seen -> {
            latest.set(seen.record());
            delivered.set(true);
        }));
        var unused = loop.await(delivered::get, FIRST);
        requireInOffice();
    }

    @Override
    public void requireInOffice() {
        Incumbent.requireHeld(chosen, latest.get(), victim);
    }

    @Override
    public void watchSuccession(Loop loop) {
        // The election's own probe sees it.
    }

    @Override
    public List<Milestone> milestones() {
        return List.of();
    }

    @Override
    public Optional<Proof> deposed(Loop loop) {
        return Optional.empty();
    }

    @Override
    public void release(Loop loop) {
        loop.post(() -> {
            if (watch != null) {
                watch.close();
                watch = null;
            }
        });
    }
}
