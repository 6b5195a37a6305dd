package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.RunRegistry.AgentPodSeen;
import dev.lacuna.experiments.rehearsal.Truth;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Disturbs the simulated cluster itself, behind the run's back: its API servers, its clocks and the run's helpers. Never etcd, so that a quorum can only be lost by the run. */
final class ClusterTroubles {
    static final String API_SERVER = "kube-apiserver";
    private static final int PORT = 6443;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** The runner and the balancer. */
    private static final List<String> CLIENTS = List.of("192.0.2.200", "192.0.2.100");

    private final Truth truth;
    private final Loop loop;

    ClusterTroubles(Truth truth, Loop loop) {
        this.truth = truth;
        this.loop = loop;
    }

    void plan(Trouble trouble) {
        switch (trouble.kind()) {
            case HELPER_KILLED -> loop.at(trouble.from(), () -> killHelper(trouble, false));
            case HELPER_AND_GUARDS_KILLED -> loop.at(trouble.from(), () -> killHelper(trouble, true));
            case API_SERVER_KILLED ->
                loop.at(trouble.from(), () -> servers(trouble).forEach(this::kill));
            case API_SERVER_FROZEN ->
                loop.at(trouble.from(), () -> servers(trouble).forEach(machine -> freeze(machine, trouble)));
            case API_SERVER_CUT_OFF ->
                loop.at(trouble.from(), () -> servers(trouble).forEach(machine -> cutOff(machine, trouble)));
            case NODE_CLOCK_JUMP -> loop.at(trouble.from(), () -> setClock(trouble));
            default -> {
                // Not the cluster's.
            }
        }
    }

    /** By hours, or by as little as time services correct at once. */
    private void setClock(Trouble trouble) {
        int choice = trouble.choice();
        var by = choice % 2 == 0 ? Duration.ofSeconds(choice % 14_400 - 7_200) : Duration.ofMillis(choice % 200 - 100);
        truth.machines().get(choice / 7 % truth.machines().size()).setClock(by);
    }

    /** Waits for one that can be killed: most moments of a run have none. */
    private void killHelper(Trouble trouble, boolean guards) {
        var nodes = truth.helpers().stream().map(AgentPodSeen::node).distinct().toList();
        boolean killed = !nodes.isEmpty() && truth.killHelpers(nodes.get(trouble.choice() % nodes.size()), guards);
        if (!killed && trouble.isOn(loop.now())) {
            loop.after(LOOK_AGAIN, () -> killHelper(trouble, guards));
        }
    }

    /** One, or all of them. */
    private List<Machine> servers(Trouble trouble) {
        var all = truth.machines().stream()
                .filter(machine -> machine.pod(API_SERVER).isPresent())
                .toList();
        return trouble.choice() % 3 == 0 ? all : List.of(all.get(trouble.choice() % all.size()));
    }

    private void kill(Machine machine) {
        machine.pod(API_SERVER).ifPresent(pod -> pod.execution().ifPresent(process -> pod.kill(process, () -> {})));
    }

    private void freeze(Machine machine, Trouble trouble) {
        var pod = machine.pod(API_SERVER).orElseThrow();
        pod.execution().filter(Execution::running).ifPresent(process -> {
            pod.stop(process);
            loop.at(loop.now() + trouble.length(), () -> pod.goOn(process));
        });
    }

    private void cutOff(Machine machine, Trouble trouble) {
        var filter = new Host.Filter(
                "behind the run's back",
                new PacketFilter(PacketFilter.Effect.DROP, 1_000, CLIENTS, Set.of(PORT), Set.of(), Optional.empty()));
        machine.host().filters().add(filter);
        truth.networkChanged();
        loop.at(loop.now() + trouble.length(), () -> {
            machine.host().filters().remove(filter);
            truth.networkChanged();
        });
    }
}
