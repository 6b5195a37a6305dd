package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.experiments.rehearsal.etcd.Member;
import dev.lacuna.experiments.rehearsal.etcd.Request;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.machine.Program;
import dev.lacuna.experiments.rehearsal.model.ApiModel;
import dev.lacuna.experiments.rehearsal.model.EtcdModel;
import dev.lacuna.experiments.rehearsal.wire.Wire;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The API server of one node; it speaks to the etcd member of its own node alone (kubernetes.io, options for HA topology: stacked). */
public final class ApiServer implements Program {
    public static final int PORT = 6443;
    private static final long READYZ_LIMIT = 2_000_000_000L;

    /** etcd's own limit of a request: 5 s + 2 × election timeout (etcd-io/etcd server/config/config.go, ReqTimeout). */
    private static final long REQUEST_LIMIT = 5_000_000_000L;

    /** A drain takes up to 60 s; with short requests alone it is over soon (kubernetes/apiserver pkg/server/genericapiserver.go). */
    private static final long DRAIN = 1_500_000_000L;

    private static final int UNAVAILABLE = 503;
    private static final int FAILED = 500;
    private final Machine machine;
    private final Member member;
    private final ApiModel model;
    private final EtcdModel etcd;
    private final Wire wire;
    private final RandomGenerator chance;
    private final Watches watches;
    private final Set<Call> open = new LinkedHashSet<>();
    private @Nullable Execution execution;
    private boolean listening;
    private boolean serving;
    private boolean draining;
    private long storageFrom;

    public ApiServer(
            Machine machine,
            Member member,
            Store store,
            ApiModel model,
            EtcdModel etcd,
            Wire wire,
            RandomGenerator chance) {
        this.machine = machine;
        this.member = member;
        this.model = model;
        this.etcd = etcd;
        this.wire = wire;
        this.chance = chance;
        this.watches = new Watches(store, model, chance);
        member.onApplied(this::deliver);
        member.onChange(this::memberChanged);
    }

    public Machine machine() {
        return machine;
    }

    public Watches watches() {
        return watches;
    }

    /** The process that is there now; null if none is. */
    public @Nullable Execution execution() {
        return execution;
    }

    /** Whether requests would be answered now, as far as this node shows it. */
    public boolean usable() {
        return execution != null
                && execution.running()
                && serving
                && storage()
                && member.leader().isPresent();
    }

    /** Whether it answers at all, be it by an error. */
    public boolean answers() {
        return execution != null && execution.running() && serving;
    }

    private boolean storage() {
        return member.listens() && machine.loop().now() >= storageFrom;
    }

    @Override
    public Life begin(Execution process, boolean settled) {
        execution = process;
        listening = settled;
        serving = settled;
        draining = false;
        if (!settled) {
            long start = model.start().draw(chance);
            process.after(start / 2, () -> listening = true);
            process.after(start, () -> {
                serving = true;
                watches.reconnect(process);
            });
        }
        return new Running();
    }

    private final class Running implements Life {

        @Override
        public boolean ready() {
            return serving && !draining && storage() && member.leader().isPresent();
        }

        @Override
        public void terminate(IntConsumer exit) {
            draining = true;
            var process = execution;
            if (process != null) {
                process.after(DRAIN, () -> exit.accept(0));
            }
        }

        @Override
        public void ended() {
            execution = null;
            listening = false;
            serving = false;
            watches.disconnect();
            breakAll(Reply.broken("connection reset by " + machine.name()));
        }
    }

    private void breakAll(Reply reply) {
        var all = List.copyOf(open);
        open.clear();
        all.forEach(call -> call.finish(reply));
    }

    private void memberChanged() {
        if (member.listens()) {
            storageFrom = machine.loop().now() + etcd.reconnect().draw(chance);
        } else {
            var all = List.copyOf(open);
            open.clear();
            all.forEach(call -> answer(call, Reply.failed(FAILED, "the connection to etcd broke")));
        }
    }

    private void deliver() {
        var process = execution;
        if (process != null && serving) {
            watches.deliver(process, member.applied());
        }
    }

    /** A request has arrived. */
    void take(Call call) {
        var process = execution;
        if (process == null || !listening) {
            call.finish(Reply.broken("connection refused by " + machine.name()));
            return;
        }
        open.add(call);
        process.run(() -> serve(call));
    }

    private void serve(Call call) {
        if (!serving || (draining && call.ask.kind() == Ask.Kind.READYZ)) {
            answer(call, Reply.failed(UNAVAILABLE, "the server is not ready"));
        } else if (!storage()) {
            answer(call, Reply.failed(FAILED, "etcd can't be reached"));
        } else {
            boolean probe = call.ask.kind() == Ask.Kind.READYZ;
            member.submit(new Request(
                    call.ask.kind() == Ask.Kind.WRITE,
                    call.ask.work(),
                    result -> answer(call, Reply.ok(result)),
                    () -> answer(call, Reply.failed(FAILED, "raft proposal dropped"))));
            limit(
                    call,
                    probe ? READYZ_LIMIT : REQUEST_LIMIT + 2 * etcd.election().toNanos(),
                    probe ? "[-]etcd failed" : "etcdserver: request timed out");
        }
    }

    private void limit(Call call, long after, String why) {
        var process = execution;
        if (process != null) {
            process.after(after, () -> {
                if (open.contains(call)) {
                    answer(call, Reply.failed(FAILED, why));
                }
            });
        }
    }

    private void answer(Call call, Reply reply) {
        if (call.over() || execution == null) {
            open.remove(call);
            return;
        }
        open.remove(call);
        long delay = wire.delay(machine.host(), call.from, PORT, false, Wire.RETRANSMISSION);
        if (delay >= 0) {
            long half = model.latency().draw(chance) / 2;
            machine.loop().at(machine.loop().now() + half + delay, () -> call.finish(reply));
        } else if (delay == Wire.RESET) {
            call.finish(Reply.broken("connection reset"));
        }
    }

    /**
     * Sends a request from somewhere.
     *
     * @param fresh whether a connection has to be made first
     * @param done hears what became of it; perhaps never
     */
    public Call ask(
            dev.lacuna.experiments.rehearsal.wire.Host from,
            Ask ask,
            boolean fresh,
            java.util.function.Consumer<Reply> done) {
        var call = new Call(from, ask, done);
        long delay = model.latency().draw(chance) / 2;
        if (fresh) {
            long there = wire.delay(from, machine.host(), PORT, true, Wire.SYN_RETRANSMISSION);
            long back = there < 0 ? there : wire.delay(machine.host(), from, PORT, false, Wire.SYN_RETRANSMISSION);
            if (back < 0) {
                return unreached(call, back);
            }
            delay += there + back + model.handshake().draw(chance);
        }
        long there = wire.delay(from, machine.host(), PORT, true, Wire.RETRANSMISSION);
        if (there < 0) {
            return unreached(call, there);
        }
        machine.loop().at(machine.loop().now() + delay + there, () -> {
            if (!call.over()) {
                take(call);
            }
        });
        return call;
    }

    private Call unreached(Call call, long delay) {
        if (delay == Wire.RESET) {
            machine.loop().at(machine.loop().now() + 1_000_000L, () -> call.finish(Reply.broken("connection reset")));
        }
        return call;
    }
}
