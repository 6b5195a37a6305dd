package dev.lacuna.experiments.election;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRead;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.probe.NoCluster;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A lease in virtual time. Who leads writes at the times that a test says; watches deliver 6 ms after a write, reads take 4 ms each and see the state in their
 * middle. Agents map the holders' clocks, which are 1 h ahead, to within 2 ms.
 */
final class FakeLease extends NoCluster {
    static final ElectionId ID = new ElectionId(ElectionId.Lock.LEASE, "kube-system", "kube-scheduler");
    private static final Duration DELIVERY = Duration.ofMillis(6);
    private static final Duration HALF_READ = Duration.ofMillis(2);
    private final Loop loop;
    private final List<Consumer<LeaseSeen>> watchers = new ArrayList<>();
    private final Map<String, NodeAgent> agents = new HashMap<>();
    private LeaseRecord record =
            new LeaseRecord(ID, "", Duration.ofSeconds(15), Optional.empty(), Optional.empty(), 0, "1", false);
    private int version = 1;
    boolean blind;
    /** Of the holders' clocks to the run's. */
    Duration ahead = Duration.ofHours(1);

    boolean readsFail;
    int reads;

    FakeLease(Loop loop) {
        this.loop = loop;
    }

    void agentOn(String node) {
        agents.put(node, (NodeAgent) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {NodeAgent.class}, (self, method, arguments) -> {
                    if (!method.getName().equals("at")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    long exact = Duration.between(
                                    loop.wall().minusNanos(loop.now()).plus(ahead), (Instant) arguments[0])
                            .toNanos();
                    return new Interval(exact - 1_000_000, exact + 1_000_000);
                }));
    }

    /** {@code holder} writes at {@code millis}, and renews every 2 s until {@code last}. */
    void leads(String holder, long millis, long last) {
        var stamp = new Instant[1];
        loop.at(nanos(millis), () -> {
            stamp[0] = loop.wall().plus(ahead);
            write(holder, stamp[0], record.transitions() + 1, false);
        });
        for (long at = millis + 2_000; at <= last; at += 2_000) {
            loop.at(nanos(at), () -> write(holder, stamp[0], record.transitions(), false));
        }
    }

    void release(long millis) {
        loop.at(nanos(millis), () -> write("", loop.wall().plus(ahead), record.transitions(), false));
    }

    void foreign(long millis) {
        loop.at(nanos(millis), () -> write("lacuna-nobody_77", loop.wall(), record.transitions() + 1, false));
    }

    /** The watches see nothing from one moment to the other, and then the state of that time. */
    void blindBetween(long from, long until) {
        loop.at(nanos(from), () -> blind = true);
        loop.at(nanos(until), () -> {
            blind = false;
            deliver(record, true);
        });
    }

    private void write(String holder, Instant acquired, int transitions, boolean initial) {
        record = new LeaseRecord(
                ID,
                holder,
                record.duration(),
                Optional.of(acquired),
                Optional.of(
                        holder.startsWith("lacuna-nobody")
                                ? loop.wall()
                                : loop.wall().plus(ahead)),
                transitions,
                String.valueOf(++version),
                false);
        if (!blind) {
            deliver(record, initial);
        }
    }

    private void deliver(LeaseRecord written, boolean initial) {
        loop.after(
                DELIVERY,
                () -> watchers.forEach(watcher -> watcher.accept(new LeaseSeen(written, loop.now(), initial))));
    }

    @Override
    public CompletableFuture<List<LeaseRecord>> elections() {
        return CompletableFuture.completedFuture(List.of(record));
    }

    @Override
    public CompletableFuture<List<Node>> nodes() {
        return CompletableFuture.completedFuture(List.of(
                new Node("cp1", "host1", "10.0.0.1", "", true, true),
                new Node("cp2", "host2", "10.0.0.2", "", true, true),
                new Node("cp3", "host3", "10.0.0.3", "", true, true)));
    }

    @Override
    public Map<String, NodeAgent> openAgents() {
        return agents;
    }

    @Override
    public CompletableFuture<LeaseRead> read(ElectionId election) {
        reads++;
        var answer = new CompletableFuture<LeaseRead>();
        long sent = loop.now();
        loop.after(HALF_READ, () -> {
            var now = record;
            boolean fails = readsFail;
            loop.after(HALF_READ, () -> {
                if (fails) {
                    answer.completeExceptionally(new IllegalStateException("no answer"));
                } else {
                    answer.complete(new LeaseRead(now, new Interval(sent, loop.now())));
                }
            });
        });
        return answer;
    }

    @Override
    public Subscription watch(ElectionId election, Consumer<LeaseSeen> seen) {
        watchers.add(seen);
        deliver(record, true);
        return () -> watchers.remove(seen);
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
