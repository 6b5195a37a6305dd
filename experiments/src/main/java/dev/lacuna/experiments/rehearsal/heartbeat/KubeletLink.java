package dev.lacuna.experiments.rehearsal.heartbeat;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.api.Access;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Balancer;
import dev.lacuna.experiments.rehearsal.api.Call;
import dev.lacuna.experiments.rehearsal.api.DirectAccess;
import dev.lacuna.experiments.rehearsal.api.Reply;
import dev.lacuna.experiments.rehearsal.api.ServiceAccess;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.wire.Host;
import dev.lacuna.experiments.rehearsal.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A kubelet's way to the API: on a control-plane node to its own API server alone (measured: docs/mechanics.md, "The helper"), on others through the balancer, kubeadm's
 * control-plane endpoint (k/k cmd/kubeadm/app/phases/kubeconfig/kubeconfig.go).
 *
 * @param cut whether nothing of it gets to the balancer
 * @param usable whether a server would answer now
 * @param drop has the next request make a new connection
 */
record KubeletLink(Access access, BooleanSupplier cut, BooleanSupplier usable, Runnable drop) {

    static KubeletLink of(
            Machine machine, List<ApiServer> servers, Balancer balancer, RandomGenerator chance, Loop loop) {
        return servers.stream()
                .filter(server -> server.machine().equals(machine))
                .findFirst()
                .map(KubeletLink::local)
                .orElseGet(() -> balanced(machine.host(), servers, balancer, chance, loop));
    }

    private static KubeletLink local(ApiServer server) {
        return new KubeletLink(DirectAccess.local(server), () -> false, server::usable, () -> {});
    }

    private static KubeletLink balanced(
            Host node, List<ApiServer> servers, Balancer balancer, RandomGenerator chance, Loop loop) {
        var access = new ServiceAccess(
                balancer.host(), () -> balancer.next().map(List::of).orElse(List.of()), chance, loop);
        balancer.onDown(server -> access.drop());
        return new KubeletLink(
                access,
                () -> Wire.cut(node, balancer.host(), ApiServer.PORT)
                        || Wire.cut(balancer.host(), node, ApiServer.PORT),
                () -> servers.stream().anyMatch(ApiServer::usable),
                access::drop);
    }

    boolean open() {
        return !cut.getAsBoolean() && usable.getAsBoolean();
    }

    /** Sends a request; empty if it gets lost on its way to the balancer. */
    Optional<Call> ask(Ask ask, Consumer<Reply> done) {
        return cut.getAsBoolean() ? Optional.empty() : Optional.of(access.ask(ask, done));
    }
}
