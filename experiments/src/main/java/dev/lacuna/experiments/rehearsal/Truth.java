package dev.lacuna.experiments.rehearsal;

import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.RunRegistry.AgentPodSeen;
import dev.lacuna.experiments.rehearsal.agent.AgentPods;
import dev.lacuna.experiments.rehearsal.lease.Leases;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What is so in a simulated cluster, whatever a run believes: for tests of the runner, and of nothing else. */
public final class Truth {
    private final SimulatedCluster cluster;
    private final Records records;
    private final AgentPods helpers;
    private final SimulatedLock lock;
    private final Runnable death;

    Truth(SimulatedCluster cluster, Records records, AgentPods helpers, SimulatedLock lock, Runnable death) {
        this.cluster = cluster;
        this.records = records;
        this.helpers = helpers;
        this.lock = lock;
        this.death = death;
    }

    /** {@code witness} hears of everything that happens from now on, on the loop. */
    public void tell(Consumer<Happening> witness) {
        cluster.happenings().tell(witness);
    }

    /** The nodes, as they are: whoever disturbs them does so behind the run's back. */
    public List<Machine> machines() {
        return cluster.machines();
    }

    /** To be called when a filter was set or removed behind the run's back. */
    public void networkChanged() {
        cluster.ring().look();
    }

    /** Filters and stopped processes that are there now, one text each. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        cluster.machines().forEach(machine -> {
            machine.host().filters().forEach(filter -> faults.add("packet filter on " + machine.name()));
            machine.pods().stream()
                    .filter(pod -> pod.execution()
                            .filter(process -> process.state() == Execution.State.STOPPED)
                            .isPresent())
                    .forEach(pod -> faults.add("stopped process of " + pod.component() + " on " + machine.name()));
        });
        return faults;
    }

    /** When etcd had no quorum, each time; nanoseconds on the loop's clock. */
    public List<Long> quorumLosses() {
        return cluster.ring().quorumLosses();
    }

    /** The names of all elections. */
    public List<String> elections() {
        return cluster.elections().stream().map(ElectionId::name).toList();
    }

    /** Who holds an election's lease now. */
    public String holder(String election) {
        return cluster.elections().stream()
                .filter(id -> id.named(election))
                .map(id -> cluster.leases().record(id).holder())
                .findFirst()
                .orElse("");
    }

    /** The nodes of the API servers whose addresses the `kubernetes` Service has now. */
    public List<String> endpoints() {
        return cluster.service().endpoints().stream()
                .map(server -> server.machine().name())
                .toList();
    }

    /** Who has held an election's lease so far, in order; the first since before the beginning. */
    public List<Leases.Held> holders(String election) {
        return cluster.leases().holders(Leases.election(election));
    }

    /** When processes of one component ended or were stopped so far, on any node; nanoseconds on the loop's clock. */
    public List<Long> halts(String component) {
        return cluster.machines().stream()
                .flatMap(machine -> machine.pod(component).stream())
                .flatMap(pod -> pod.halts().stream())
                .sorted()
                .toList();
    }

    /** The node of etcd's leader; empty while there is none. */
    public String etcdLeader() {
        return cluster.ring().leader().map(member -> member.machine().name()).orElse("");
    }

    /** How many times a pod's container was started anew: {@code kube-scheduler-cp1}. */
    public int restarts(String pod) {
        return cluster.machines().stream()
                .flatMap(machine -> machine.pods().stream())
                .filter(one -> one.shown().name().equals(pod))
                .mapToInt(HostedPod::restarts)
                .sum();
    }

    /** Helper pods of any run. */
    public List<AgentPodSeen> helpers() {
        return helpers.all();
    }

    /** Objects of probes, by run. */
    public Map<String, Set<String>> objects() {
        return new TreeMap<>(records.objects);
    }

    /** Journals' copies, by run. */
    public Map<String, String> journals() {
        return new TreeMap<>(records.journals);
    }

    /** Which run holds the lock of runs, alive or not. */
    public Optional<String> lockHolder() {
        return Optional.ofNullable(records.lockHolder);
    }

    /** Whether this process lost the lock of runs and leaves it to run out. */
    public boolean lockLost() {
        return lock.wasLost();
    }

    /**
     * Kills the helpers of a node.
     *
     * @param guards whether what outlives a helper's container is killed as well
     * @return whether there was one to be killed
     */
    public boolean killHelpers(String node, boolean guards) {
        return helpers.kill(node, guards);
    }

    /** The runner dies without a word: nobody speaks to the agents any more, and nothing is renewed. */
    public void runnerDies() {
        death.run();
    }
}
