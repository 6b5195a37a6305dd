package dev.lacuna.experiments.kubernetes;

import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ResourceWatch;
import dev.lacuna.experiments.kubernetes.api.Seen;
import dev.lacuna.experiments.kubernetes.api.WatchGap;
import dev.lacuna.experiments.kubernetes.api.WatchListener;
import dev.lacuna.experiments.kubernetes.api.WatchPolicy;
import dev.lacuna.experiments.kubernetes.read.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One watch for each API server on the same election; whoever is first tells a record. Belongs to the loop. */
final class ElectionWatch implements ControlPlane.Subscription {
    /** What a watch missed comes at once when it goes on; a record that comes so soon after a gap may be from within it. */
    private static final long CATCHING_UP = Duration.ofSeconds(1).toNanos();

    private final ElectionId election;
    private final Consumer<LeaseSeen> reader;
    private final List<ResourceWatch> watches = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private long newest;
    private boolean closed;

    ElectionWatch(ElectionId election, Consumer<LeaseSeen> reader) {
        this.election = election;
        this.reader = reader;
    }

    void start(List<ApiEndpoint> ways) {
        if (closed) {
            return;
        }
        for (ApiEndpoint way : ways) {
            var watch = new ResourceWatch(way, LiveElections.query(election), WatchPolicy.standard(), new OneServer());
            watches.add(watch);
            watch.start();
        }
    }

    @Override
    public void close() {
        closed = true;
        watches.forEach(ResourceWatch::close);
        watches.clear();
    }

    private final class OneServer implements WatchListener {
        private long caughtUpAt = Long.MIN_VALUE;

        @Override
        public void onGap(WatchGap gap) {
            caughtUpAt = gap.to() + CATCHING_UP;
        }

        @Override
        public void onSeen(Seen seen) {
            if (closed
                    || seen.type() == Seen.Type.DELETED
                    || !isNews(Json.text(seen.object(), "metadata", "resourceVersion"))) {
                return;
            }
            boolean initial = seen.type() == Seen.Type.LISTED || seen.receivedAt() < caughtUpAt;
            LiveElections.record(election.lock(), seen.object())
                    .ifPresent(record -> reader.accept(new LeaseSeen(record, seen.receivedAt(), initial)));
        }
    }

    /** Not told by another server, and not older than what was: a server that lags tells the past, in which nobody is interested any more. */
    private boolean isNews(String version) {
        if (!version.matches("\\d{1,18}")) {
            return told.add(version);
        }
        long number = Long.parseLong(version);
        boolean news = number > newest;
        newest = Math.max(newest, number);
        return news;
    }
}
