package dev.lacuna.experiments.rehearsal;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.lease.Leases;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Watches of one lease through every API server; whoever is first tells a record. */
final class LeaseWatch implements ControlPlane.Subscription {
    private final ElectionId election;
    private final Leases leases;
    private final Consumer<LeaseSeen> reader;
    private final Loop loop;
    private final List<Runnable> watches = new ArrayList<>();
    private long newest;
    private boolean closed;

    LeaseWatch(ElectionId election, Leases leases, Consumer<LeaseSeen> reader, Loop loop) {
        this.election = election;
        this.leases = leases;
        this.reader = reader;
        this.loop = loop;
    }

    void start(List<ApiServer> servers) {
        if (closed) {
            return;
        }
        for (ApiServer server : servers) {
            watches.add(server.watches()
                    .watch(
                            Leases.key(election),
                            change -> tell((LeaseRecord) change.value(), false),
                            () -> tell(leases.record(election), true)));
        }
        if (servers.stream().anyMatch(ApiServer::usable)) {
            tell(leases.record(election), true);
        }
    }

    private void tell(LeaseRecord record, boolean initial) {
        long version = Long.parseLong(record.resourceVersion());
        if (!closed && version > newest) {
            newest = version;
            reader.accept(new LeaseSeen(record, loop.now(), initial));
        }
    }

    @Override
    public void close() {
        closed = true;
        watches.forEach(Runnable::run);
        watches.clear();
    }
}
