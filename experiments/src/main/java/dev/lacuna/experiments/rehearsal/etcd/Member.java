package dev.lacuna.experiments.rehearsal.etcd;

import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.machine.Program;
import dev.lacuna.experiments.rehearsal.wire.Wire;
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
    private final List<Runnable> onApplied = new ArrayList<>();
    private final List<Runnable> onChange = new ArrayList<>();
    private final Links links = new Links(this);
    private final Ballot ballot = new Ballot(this);
    private final Leading leading = new Leading(this);
    private final Asked asked = new Asked(this);
    private List<Member> peers = List.of();
    private @Nullable Execution execution;
    private @Nullable Member lead;
    private boolean joined;
    private long term = 1;
    private long stored;
    private long applied;
    private long heard;
    private long boundAt;

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

    /** Since when connections to its present process are taken; they are answered once it {@linkplain #listens() has joined}. Measured: some 0.45 s before that. */
    public long boundAt() {
        return boundAt;
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

    void stored(long sequence) {
        stored = sequence;
    }

    int index() {
        return index;
    }

    int bit() {
        return 1 << index;
    }

    List<Member> peers() {
        if (peers.isEmpty()) {
            peers = ring.members().stream().filter(member -> member != this).toList();
        }
        return peers;
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
            long start = ring.model.start().draw(ring.chance);
            boundAt = now() + start / 2;
            process.after(start, () -> {
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
            leading.end();
            asked.clear();
            links.close();
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
        links.to(to).send(ring.model.peer().draw(ring.chance), () -> to.take(arrival));
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
        asked.route(request);
    }

    /** Takes a request as the leader, or sends it to him. */
    void pass(Request request, Member leader) {
        if (leader == this) {
            leading.append(request);
        } else {
            send(leader, () -> leader.forwarded(request));
        }
    }

    private void forwarded(Request request) {
        if (leads()) {
            leading.append(request);
        }
    }

    void appended(Member leader, long inTerm, long sequence, long known) {
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
        send(leader, () -> leader.leading.acknowledged(this, inTerm, sequence));
    }

    private void outdated(long newer) {
        if (newer > term) {
            term = newer;
            stepDown();
        }
    }

    void answer(Request request, Object result) {
        asked.answered(request);
        if (request.via == execution) {
            request.done.accept(result);
        }
    }

    void learn(long known) {
        if (known > applied) {
            applied = known;
            onApplied.forEach(Runnable::run);
        }
    }

    private void follow(Member leader) {
        if (lead == leader) {
            return;
        }
        ballot.withdraw();
        asked.holdBack(leading.end());
        if (leader != this) {
            leading.inherit(List.of());
        }
        lead = leader;
        ring.lookWhoLeads();
        asked.routeAll();
    }

    /** Gives up its leader, itself included; requests that it had taken are lost, unless it hands over. */
    void stepDown() {
        lead = null;
        asked.holdBack(leading.end());
        ballot.reset();
        ring.lookWhoLeads();
    }

    /** Hands its leadership over; an election timeout later it takes proposals again, if nothing came of that. */
    void transfer(Member to) {
        leading.transfer(to);
    }

    void standAtOnce(List<Request> unagreed) {
        leading.inherit(unagreed);
        ballot.force();
    }

    void win() {
        stored = ++ring.sequence;
        leading.reset();
        heard = now();
        follow(this);
        leading.begin();
    }

    void leadAtOnce() {
        ring.members().forEach(member -> {
            member.lead = this;
            member.heard = now();
            member.applied = ring.store.revision();
        });
        leading.beat(term);
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
