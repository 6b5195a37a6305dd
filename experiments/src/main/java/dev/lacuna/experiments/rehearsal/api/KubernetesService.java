package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.model.ApiServiceModel;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The `kubernetes` Service. Each API server that is ready renews the lease of its own address and takes those out of the Service whose leases are over (k/k
 * pkg/controlplane/reconcilers/lease.go). One that is asked to end takes itself out at once, and one that begins takes out what is left of its last process (k/k
 * pkg/controlplane/controller/kubernetesservice/controller.go). A node's rules follow later, choose by chance for each new connection, and leave those alone that are there.
 */
public final class KubernetesService implements Entrance {
    public static final String ADDRESS = "10.96.0.1";
    public static final int PORT = 443;
    private final ApiServiceModel model;
    private final Loop loop;
    private final RandomGenerator chance;
    private final Map<ApiServer, Long> leases = new LinkedHashMap<>();
    private List<ApiServer> endpoints;
    private List<ApiServer> routed;

    /** As after a long time in which all servers were ready. */
    public KubernetesService(List<ApiServer> servers, ApiServiceModel model, Loop loop, RandomGenerator chance) {
        this.model = model;
        this.loop = loop;
        this.chance = chance;
        this.endpoints = List.copyOf(servers);
        this.routed = endpoints;
        for (ApiServer server : servers) {
            long ago = chance.nextLong(model.interval().toNanos());
            leases.put(server, loop.now() - ago + model.lease().toNanos());
            server.listenedTo(new ServerListener() {
                @Override
                public void begins() {
                    leave(server);
                }

                @Override
                public void serves(Execution process) {
                    reconcile(server, process);
                }

                @Override
                public void leaves() {
                    leave(server);
                }
            });
            var process = server.execution();
            if (process != null) {
                process.after(model.interval().toNanos() - ago, () -> reconcile(server, process));
            }
        }
    }

    private void reconcile(ApiServer server, Execution process) {
        if (server.draining()) {
            return;
        }
        if (server.usable()) {
            leases.put(server, loop.now() + model.lease().toNanos());
            publish();
        }
        process.after(model.interval().toNanos(), () -> reconcile(server, process));
    }

    private void leave(ApiServer server) {
        if (server.reachesStorage()) {
            leases.put(server, 0L);
            publish();
        }
    }

    private void publish() {
        var valid = leases.entrySet().stream()
                .filter(lease -> lease.getValue() > loop.now())
                .map(Map.Entry::getKey)
                .toList();
        if (!valid.equals(endpoints)) {
            endpoints = valid;
            loop.at(loop.now() + model.proxy().draw(chance), () -> routed = endpoints);
        }
    }

    /** The servers whose addresses are in its EndpointSlice. */
    public List<ApiServer> endpoints() {
        return endpoints;
    }

    /** The servers that new connections go to now, by a node's rules. */
    public List<ApiServer> routed() {
        return routed;
    }

    @Override
    public Optional<ApiServer> next() {
        return routed.isEmpty() ? Optional.empty() : Optional.of(routed.get(chance.nextInt(routed.size())));
    }

    /** Rules rewrite the destination alone. */
    @Override
    public Host source(Host client) {
        return client;
    }

    @Override
    public long patience() {
        return 0;
    }

    @Override
    public Runnable onDown(Consumer<ApiServer> listener) {
        return () -> {};
    }

    /** A Service without addresses is rejected by the node's rules (k/k pkg/proxy/iptables/proxier.go). */
    @Override
    public Reply nobody() {
        return Reply.refused("the Service has no address");
    }
}
