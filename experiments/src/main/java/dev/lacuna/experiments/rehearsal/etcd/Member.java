package dev.lacuna.experiments.rehearsal.etcd;

import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.machine.Program;
import dev.lacuna.experiments.rehearsal.wire.Stream;
import dev.lacuna.experiments.rehearsal.wire.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One voter. What it has promised and stored outlives its process; whom it follows does not. */
public final class Member implements Program {
    private final Ring ring;
    private final Machine machine;
    private final int index;
    private final String id;
    private final ArrayDeque<Request> heldBack = new ArrayDeque<>();
    private final List<Request> open = new ArrayList<>();
    private final List<Runnable> onApplied = new ArrayList<>();
    private final List<Runnable> onChange = new ArrayList<>();
    private final @Nullable Stream[] streams = new Stream[16];
    private final Ballot ballot = new Ballot(this);
    private final Handing handing = new Handing();
    private List<Request> inherited = List.of();
    private @Nullable Execution execution;
    private @Nullable Member lead;
    private boolean joined;
    private long term = 1;
    private long stored;
    private long applied;
    private long heard;
    private int active;
    private int ticks;

    Member(Ring ring, Machine machine, int index, String id) {
        this.ring = ring;
        this.machine = machine;
        this.index = index;
        this.id = id;
    }

    public Machine machine() {
        return machine;
    }

    public String id() {
        return id;
    }

    /** Whether its process is there and not stopped. */
    public boolean alive() {
        return execution != null && execution.running();
    }

    /** Whether its process is there and listens, stopped or not. */
    public boolean listens() {
        return execution != null && joined;
    }

    public boolean leads() {
        return lead == this && execution != null;
    }

    /** Whom it believes to be the leader. */
    public Optional<Member> leader() {
        return Optional.ofNullable(lead);
    }

    /** The revision up to which it knows the store. */
    public long applied() {
        return applied;
    }

    /** Told when it knows more of the store. */
    public void onApplied(Runnable listener) {
        onApplied.add(listener);
    }

    /** Told when its process ended or has joined again. */
    public void onChange(Runnable listener) {
        onChange.add(listener);
    }

    long now() {
        return machine.loop().now();
    }

    Ring ring() {
        return ring;
    }

    /** The newest term that it knows of. */
    public long term() {
        return term;
    }

    void term(long newer) {
        term = newer;
    }

    long stored() {
        return stored;
    }

    int bit() {
        return 1 << index;
    }

    List<Member> peers() {
        return ring.members().stream().filter(member -> member != this).toList();
    }

    boolean reaches(Member other) {
        return !Wire.cut(machine.host(), other.machine.host(), Ring.PEER_PORT)
                && !Wire.cut(other.machine.host(), machine.host(), Ring.PEER_PORT);
    }

    /** Whether it has heard of a leader so recently that it lets nobody else stand (etcd-io/raft, CheckQuorum with PreVote). */
    boolean content() {
        return lead != null
                && (lead == this || now() - heard < ring.model.election().toNanos());
    }

    @Override
    public Life begin(Execution process, boolean settled) {
        execution = process;
        if (settled) {
            joined = true;
            ballot.reset();
        } else {
            process.after(ring.model.start().draw(ring.chance), () -> {
                joined = true;
                ring.look();
                ballot.reset();
                onChange.forEach(Runnable::run);
            });
        }
        return new Running();
    }

    private final class Running implements Life {

        @Override
        public boolean ready() {
            return joined && lead != null;
        }

        /** A leader hands over to a voter first (etcd-io/etcd server/etcdserver/server.go, TryStopLeadershipTransfer); measured 0 to 20 ms. */
        @Override
        public void terminate(IntConsumer exit) {
            var process = execution;
            if (leads()) {
                peers().stream().filter(Member::alive).findFirst().ifPresent(Member.this::transfer);
            }
            if (process != null) {
                process.after(40_000_000L, () -> exit.accept(0));
            }
        }

        @Override
        public void ended() {
            execution = null;
            joined = false;
            lead = null;
            open.clear();
            heldBack.clear();
            handing.end();
            for (var stream : streams) {
                if (stream != null) {
                    stream.close();
                }
            }
            ballot.withdraw();
            ring.look();
            onChange.forEach(Runnable::run);
        }

        @Override
        public void paused(boolean stopped) {
            ring.look();
        }
    }

    /** Sends a message; it arrives after those before it, or never. */
    void send(Member to, Runnable arrival) {
        stream(to).send(ring.model.peer().draw(ring.chance), () -> to.take(arrival));
    }

    private Stream stream(Member to) {
        var stream = streams[to.index];
        if (stream == null) {
            var way = new Stream.Way(machine.host(), to.machine.host(), Ring.PEER_PORT, index < to.index);
            stream = new Stream(ring.wire, way, machine.loop());
            streams[to.index] = stream;
        }
        return stream;
    }

    private void take(Runnable message) {
        if (execution != null && joined) {
            execution.run(message);
        }
    }

    /** Takes a read or write of its API server. */
    public void submit(Request request) {
        request.origin = this;
        request.via = execution;
        route(request);
    }

    // While there is no leader, raft takes no proposals: they wait (etcd-io/raft node.go, "lost leader").
    private void route(Request request) {
        var leader = lead;
        if (!joined || leader == null) {
            heldBack.add(request);
        } else if (leader == this) {
            append(request);
        } else {
            send(leader, () -> leader.forwarded(request));
        }
    }

    private void forwarded(Request request) {
        if (leads()) {
            append(request);
        }
    }

    private void append(Request request) {
        if (handing.on()) {
            handing.turnAway(request, this);
            return;
        }
        request.sequence = ++ring.sequence;
        request.taken = bit();
        stored = request.sequence;
        open.add(request);
        long inTerm = term;
        long sequence = request.sequence;
        long known = applied;
        peers().forEach(peer -> send(peer, () -> peer.appended(this, inTerm, sequence, known)));
        agree();
    }

    private void appended(Member leader, long inTerm, long sequence, long known) {
        if (inTerm < term) {
            long newer = term;
            send(leader, () -> leader.outdated(newer));
            return;
        }
        term = inTerm;
        heard = now();
        ballot.reset();
        follow(leader);
        stored = Math.max(stored, sequence);
        learn(known);
        send(leader, () -> leader.acknowledged(this, inTerm, sequence));
    }

    private void outdated(long newer) {
        if (newer > term) {
            term = newer;
            stepDown();
        }
    }

    private void acknowledged(Member by, long inTerm, long sequence) {
        if (!leads() || inTerm != term) {
            return;
        }
        active |= by.bit();
        if (open.isEmpty()) {
            return;
        }
        for (var request : open) {
            if (request.sequence <= sequence) {
                request.taken |= by.bit();
            }
        }
        agree();
    }

    private void agree() {
        while (!open.isEmpty() && Long.bitCount(open.get(0).taken) >= ring.quorum()) {
            agreed(open.remove(0));
        }
    }

    private void agreed(Request request) {
        if (request.agreed) {
            return;
        }
        request.agreed = true;
        Object result = request.work.get();
        learn(ring.store.revision());
        long known = applied;
        for (Member peer : peers()) {
            if (peer == request.origin) {
                send(peer, () -> {
                    peer.learn(known);
                    peer.answer(request, result);
                });
            } else if (request.write) {
                send(peer, () -> peer.learn(known));
            }
        }
        if (request.origin == this) {
            answer(request, result);
        }
    }

    private void answer(Request request, Object result) {
        if (request.via == execution) {
            request.done.accept(result);
        }
    }

    private void learn(long known) {
        if (known > applied) {
            applied = known;
            onApplied.forEach(Runnable::run);
        }
    }

    private void follow(Member leader) {
        if (lead == leader) {
            return;
        }
        open.clear();
        ballot.withdraw();
        heldBack.addAll(handing.end());
        inherited = leader == this ? inherited : List.of();
        lead = leader;
        ring.lookWhoLeads();
        while (!heldBack.isEmpty() && lead != null) {
            route(heldBack.remove());
        }
    }

    /** Gives up its leader, itself included; requests that it had taken are lost, unless it hands over. */
    void stepDown() {
        lead = null;
        open.clear();
        heldBack.addAll(handing.end());
        ballot.reset();
        ring.lookWhoLeads();
    }

    /** Hands its leadership over; an election timeout later it takes proposals again, if nothing came of that. */
    void transfer(Member to) {
        ticks = 0;
        handing.begin(this, to, open);
    }

    void standAtOnce(List<Request> unagreed) {
        inherited = unagreed;
        ballot.force();
    }

    void win() {
        stored = ++ring.sequence;
        active = 0;
        ticks = 0;
        heard = now();
        follow(this);
        inherited.forEach(this::append);
        inherited = List.of();
        beat(term);
    }

    void leadAtOnce() {
        ring.members().forEach(member -> {
            member.lead = this;
            member.heard = now();
            member.applied = ring.store.revision();
        });
        beat(term);
    }

    /** Heartbeats; a leader that a quorum has not answered for a whole election timeout steps down (etcd-io/raft raft.go, CheckQuorum). */
    private void beat(long inTerm) {
        var process = execution;
        if (process == null || !leads() || term != inTerm) {
            return;
        }
        long period = ring.model.heartbeat().toNanos();
        if (++ticks * period >= ring.model.election().toNanos()) {
            if (Integer.bitCount(active | bit()) < ring.quorum()) {
                stepDown();
                return;
            }
            ticks = 0;
            active = 0;
            handing.end().forEach(this::append);
        }
        long sequence = stored;
        long known = applied;
        peers().forEach(peer -> send(peer, () -> peer.appended(this, inTerm, sequence, known)));
        process.after(period, () -> beat(inTerm));
    }

    void after(long nanos, Runnable task) {
        if (execution != null) {
            execution.after(nanos, task);
        }
    }

    Ballot ballot() {
        return ballot;
    }
}
