package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.experiments.rehearsal.etcd.Member;
import dev.lacuna.experiments.rehearsal.etcd.Request;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.machine.Program;
import dev.lacuna.experiments.rehearsal.model.ApiModel;
import dev.lacuna.experiments.rehearsal.model.EtcdModel;
import dev.lacuna.experiments.rehearsal.wire.Host;
import dev.lacuna.experiments.rehearsal.wire.Wire;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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

    /** k/k staging/src/k8s.io/apiserver/pkg/server/config.go, RequestTimeout. */
    private static final long REQUEST_TIMEOUT = 60_000_000_000L;

    private static final int UNAVAILABLE = 503;
    private static final int TIMED_OUT = 504;
    private static final int FAILED = 500;
    private final Machine machine;
    private final Member member;
    private final ApiModel model;
    private final EtcdModel etcd;
    private final EtcdLink link;
    private final Line line;
    private final RandomGenerator chance;
    private final Watches watches;
    private final Set<Call> open = new LinkedHashSet<>();
    private final List<ServerListener> listeners = new ArrayList<>();
    private final Seats seats;
    private final Load load;
    private @Nullable Execution execution;
    private boolean listening;
    private boolean serving;
    private boolean draining;

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
        this.link = new EtcdLink(member, etcd, chance);
        this.line = new Line(machine, model, wire, chance);
        this.chance = chance;
        this.watches = new Watches(store, model, chance);
        this.seats = new Seats(model.load().limit());
        this.load = new Load(model.load(), machine.loop().random("rehearsal load " + machine.name()));
        member.onApplied(this::deliver);
        member.onChange(this::memberChanged);
    }

    void listenedTo(ServerListener listener) {
        listeners.add(listener);
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

    /** Whether it has been asked to end. */
    boolean draining() {
        return draining;
    }

    /** Whether something can be read and written through it for itself, ready or not. */
    boolean reachesStorage() {
        return execution != null
                && execution.running()
                && storage()
                && member.leader().isPresent();
    }

    private boolean storage() {
        return link.open();
    }

    @Override
    public Life begin(Execution process, boolean settled) {
        execution = process;
        listening = settled;
        serving = settled;
        draining = false;
        if (!settled) {
            long start = model.start().draw(chance);
            process.after(start / 2, () -> {
                listening = true;
                listeners.forEach(ServerListener::begins);
            });
            process.after(start, () -> {
                serving = true;
                machine.happenings().happened(Happening.Kind.SERVES, machine.name(), "kube-apiserver");
                watches.reconnect(process);
                listeners.forEach(listener -> listener.serves(process));
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
            listeners.forEach(ServerListener::leaves);
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
            seats.clear();
            link.clear();
            breakAll(Reply.broken("connection reset by " + machine.name()));
        }
    }

    private void breakAll(Reply reply) {
        var all = List.copyOf(open);
        open.clear();
        all.forEach(call -> call.finish(reply));
    }

    /** A write on its way may have been carried out, so nobody sends it again; reads are (etcd-io/etcd client/v3/retry.go). */
    private void memberChanged() {
        if (member.listens()) {
            link.joined();
            return;
        }
        link.broke();
        for (Call call : List.copyOf(open)) {
            if (call.ask.changes()) {
                answer(call, Reply.failed(FAILED, "the connection to etcd broke"));
            } else {
                link.submit(call, request(call));
            }
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
            call.finish(Reply.refused("nothing listens at " + machine.name()));
            return;
        }
        open.add(call);
        call.whenOver(() -> open.remove(call));
        process.run(() -> serve(call));
    }

    private void serve(Call call) {
        if (!serving || (draining && call.ask.kind() == Ask.Kind.READYZ)) {
            answer(call, Reply.failed(UNAVAILABLE, "the server is not ready"));
        } else if (load.rejects(call.ask)) {
            answer(call, Reply.turnedAway());
        } else if (execution != null) {
            seats.take(call, execution, () -> work(call), () -> answer(call, Reply.turnedAway()));
        }
    }

    private void work(Call call) {
        var process = execution;
        if (process == null) {
            return;
        }
        if (load.hangs()) {
            if (load.hangsAtTheAnswer() && storage()) {
                member.submit(new Request(call.ask.changes(), call.ask.work(), result -> {}, () -> {}));
            }
            limit(call, REQUEST_TIMEOUT, TIMED_OUT, "the request was not done within 60 s");
            return;
        }
        long slow = load.slowsBy();
        if (slow > 0) {
            process.after(slow, () -> {
                if (!call.over()) {
                    store(call);
                }
            });
        } else {
            store(call);
        }
    }

    private void store(Call call) {
        boolean probe = call.ask.kind() == Ask.Kind.READYZ;
        link.submit(call, request(call));
        limit(
                call,
                probe ? READYZ_LIMIT : REQUEST_LIMIT + 2 * etcd.election().toNanos(),
                FAILED,
                probe ? "[-]etcd failed" : "etcdserver: request timed out");
    }

    private Request request(Call call) {
        return new Request(
                call.ask.kind() == Ask.Kind.WRITE,
                call.ask.work(),
                result -> answer(call, Reply.ok(result)),
                () -> answer(call, Reply.failed(FAILED, "raft proposal dropped")));
    }

    private void limit(Call call, long after, int status, String why) {
        var process = execution;
        if (process != null) {
            call.limit(process.after(after, () -> {
                if (open.contains(call)) {
                    answer(call, Reply.failed(status, why));
                }
            }));
        }
    }

    private void answer(Call call, Reply reply) {
        open.remove(call);
        if (!call.over() && execution != null) {
            line.reply(call, reply);
        }
    }

    /**
     * Sends a request from somewhere.
     *
     * @param fresh whether a connection has to be made first
     * @param done hears what became of it; perhaps never
     */
    public Call ask(Host from, Ask ask, boolean fresh, Consumer<Reply> done) {
        var call = new Call(from, ask, done);
        line.bring(call, fresh, this::take);
        return call;
    }
}
