package dev.lacuna.experiments.rehearsal.agent;

import dev.lacuna.experiments.controlplane.Connection;
import dev.lacuna.experiments.controlplane.Connection.Outcome;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.wire.Host;
import dev.lacuna.experiments.rehearsal.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Attempts to connect from one node to another.
 *
 * @param listens whether something listens on that port of that node; a stopped process does, for the kernel answers in its place
 */
record Dial(List<Machine> machines, Wire wire, BiPredicate<Machine, Integer> listens) {
    private static final Duration QUICK = Duration.ofMillis(6);

    /** Which component listens on a port of a control-plane node, as kubeadm lays them out. */
    static Optional<HostedPod> listener(Machine machine, int port) {
        return switch (port) {
            case ApiServer.PORT -> machine.pod("kube-apiserver");
            case 2379, 2380 -> machine.pod("etcd");
            default -> Optional.empty();
        };
    }

    Connection attempt(Host from, String address, int port, Duration timeout) {
        var there = machines.stream()
                .filter(machine -> machine.host().address().equals(address))
                .findFirst();
        if (there.isEmpty()) {
            return new Connection(Outcome.UNREACHABLE, QUICK);
        }
        var host = there.get().host();
        long out = wire.delay(from, host, port, true, Wire.SYN_RETRANSMISSION);
        long back = out < 0 ? out : wire.delay(host, from, port, false, Wire.SYN_RETRANSMISSION);
        if (back == Wire.RESET) {
            return new Connection(Outcome.REFUSED, QUICK);
        }
        if (back < 0 || out + back > timeout.toNanos()) {
            return new Connection(Outcome.TIMEOUT, timeout);
        }
        return new Connection(
                listens.test(there.get(), port) ? Outcome.OK : Outcome.REFUSED, QUICK.plusNanos(out + back));
    }
}
