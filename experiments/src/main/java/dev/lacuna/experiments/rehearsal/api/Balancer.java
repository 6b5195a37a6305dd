package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.model.ApiModel;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A TCP balancer with health checks: round robin over the servers that are up; who is marked down loses its sessions (HAProxy, on-marked-down shutdown-sessions). */
public final class Balancer implements Entrance {
    /** HAProxy tries a refused connection three times more, a second apart, on the same server (its configuration manual, retries). */
    private static final long GIVES_UP = 3_000_000_000L;

    private final Host host;
    private final ApiModel model;
    private final Loop loop;
    private final Map<ApiServer, Health> servers = new LinkedHashMap<>();
    private final List<Consumer<ApiServer>> onDown = new ArrayList<>();
    private int turn;

    private static final class Health {
        boolean up = true;
        int failed;
        int number;
    }

    public Balancer(String address, List<ApiServer> servers, ApiModel model, Loop loop) {
        this.host = new Host(address);
        this.model = model;
        this.loop = loop;
        long apart = model.check().toNanos() / Math.max(1, servers.size());
        for (int i = 0; i < servers.size(); i++) {
            var server = servers.get(i);
            this.servers.put(server, new Health());
            loop.at(loop.now() + i * apart, () -> check(server));
        }
    }

    public Host host() {
        return host;
    }

    @Override
    public Host source(Host client) {
        return host;
    }

    @Override
    public long patience() {
        return GIVES_UP;
    }

    @Override
    public Reply nobody() {
        return Reply.broken("the balancer has no server left");
    }

    /** Told of each server that is marked down; answers how to listen no more. */
    @Override
    public Runnable onDown(Consumer<ApiServer> listener) {
        onDown.add(listener);
        return () -> onDown.remove(listener);
    }

    @Override
    public Optional<ApiServer> next() {
        var up = servers.entrySet().stream()
                .filter(entry -> entry.getValue().up)
                .map(Map.Entry::getKey)
                .toList();
        return up.isEmpty() ? Optional.empty() : Optional.of(up.get(turn++ % up.size()));
    }

    private void check(ApiServer server) {
        var health = health(server);
        int number = ++health.number;
        boolean[] answered = {false};
        var call = server.ask(host, Ask.readyz(), true, reply -> {
            if (!answered[0] && number == health.number) {
                answered[0] = true;
                checked(server, health, reply.good());
            }
        });
        call.limit(loop.after(model.checkTimeout(), () -> call.finish(Reply.late())));
        loop.at(loop.now() + model.check().toNanos(), () -> check(server));
    }

    private void checked(ApiServer server, Health health, boolean good) {
        health.failed = good ? 0 : health.failed + 1;
        boolean down = health.up && health.failed >= model.fall();
        health.up = good || (health.up && !down);
        if (down) {
            List.copyOf(onDown).forEach(listener -> listener.accept(server));
        }
    }

    private Health health(ApiServer server) {
        var health = servers.get(server);
        if (health == null) {
            throw new IllegalStateException(
                    "no server of this balancer: " + server.machine().name());
        }
        return health;
    }
}
