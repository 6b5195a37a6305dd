package dev.lacuna.experiments.rehearsal.lease;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.rehearsal.api.Access;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Flow;
import dev.lacuna.experiments.rehearsal.api.Reply;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.model.LeaseModel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One process that wants to lead. It looks at the lease at random intervals, takes it when it may, renews it, and ends itself when it could not for too long. */
final class Candidate {
    private final Parts parts;
    private final Execution process;
    private final String identity;
    private final Outcome outcome;
    private @Nullable LeaseRecord observed;
    private long observedAt;
    private long renewedAt;
    private boolean leading;
    private boolean over;

    /** What a candidacy needs. */
    record Parts(
            ElectionId election, Leases leases, Access access, LeaseModel model, RandomGenerator chance, Loop loop) {}

    /** What becomes of a candidacy. */
    interface Outcome {
        void leads();

        /** client-go's OnStoppedLeading; the process ends itself with exit code 1. */
        void lost();
    }

    Candidate(Parts parts, Execution process, String identity, Outcome outcome) {
        this.parts = parts;
        this.process = process;
        this.identity = identity;
        this.outcome = outcome;
    }

    String identity() {
        return identity;
    }

    boolean leading() {
        return leading;
    }

    /** As a new process: it knows nothing, and looks at once. */
    void start() {
        attempt();
    }

    /** As one that has been standing by for a long time: it last saw the record change at a look within one longest pause. */
    void standBy() {
        observed = parts.leases.record(parts.election);
        observedAt = now() - parts.chance.nextLong(retry());
        process.after(parts.chance.nextLong(pause()), this::attempt);
    }

    /** As one that has been leading for a long time. */
    void leadSince() {
        long ago = parts.chance.nextLong(retry());
        observed = parts.leases.settled(parts.election, identity, parts.model.duration(), ago, process.wall());
        observedAt = now() - ago;
        renewedAt = now() - ago;
        leading = true;
        process.after(retry() - ago, this::attempt);
        watchDeadline();
    }

    /** Ends the candidacy; {@code done} hears when the lease was given back, or could not be. */
    void release(Runnable done) {
        over = true;
        var record = observed;
        if (!leading || record == null) {
            done.run();
            return;
        }
        var empty = Leases.held(record, "", Duration.ofSeconds(1), process.wall());
        send(Ask.write(() -> parts.leases.write(empty, record.resourceVersion())), reply -> done.run());
    }

    /** Ends the candidacy, and keeps the lease. */
    void leave() {
        over = true;
    }

    private long now() {
        return parts.loop.now();
    }

    private long retry() {
        return parts.model.retry().toNanos();
    }

    /** wait.JitterUntil(retryPeriod, JitterFactor): from one to 2.2 retry periods. */
    private long pause() {
        return retry() + (long) (parts.chance.nextDouble() * LeaseModel.JITTER * retry());
    }

    private void attempt() {
        if (over) {
            return;
        }
        var known = observed;
        // The fast path since client-go v0.30: an update with the version that is known, without a look before it,
        // while the record that was last seen is its own and has not run out.
        if (known != null && known.holder().equals(identity) && valid(known)) {
            write(Leases.held(known, identity, parts.model.duration(), process.wall()), 0, this::look);
        } else {
            look();
        }
    }

    private boolean valid(LeaseRecord record) {
        return observedAt + record.duration().toNanos() > now();
    }

    private void look() {
        send(Ask.read(() -> parts.leases.record(parts.election)), reply -> {
            if (reply.good() && reply.body() instanceof LeaseRecord record) {
                seen(record);
            } else {
                again();
            }
        });
    }

    private void seen(LeaseRecord record) {
        var known = observed;
        if (known == null || !known.resourceVersion().equals(record.resourceVersion())) {
            observed = record;
            observedAt = now();
        }
        boolean mine = record.holder().equals(identity);
        if (!mine && !record.holder().isEmpty() && valid(record)) {
            again();
        } else {
            write(
                    Leases.held(record, identity, parts.model.duration(), process.wall()),
                    leading ? 0 : parts.model.write().draw(parts.chance),
                    this::again);
        }
    }

    /** @param slow how long the write is on its way beside the usual, from the moment of its stamp */
    private void write(LeaseRecord record, long slow, Runnable otherwise) {
        process.after(
                slow,
                () -> send(Ask.write(() -> parts.leases.write(record, record.resourceVersion())), reply -> {
                    if (reply.good()
                            && reply.body() instanceof Optional<?> written
                            && written.isPresent()
                            && written.get() instanceof LeaseRecord mine) {
                        holds(mine);
                    } else {
                        otherwise.run();
                    }
                }));
    }

    private void holds(LeaseRecord record) {
        observed = record;
        observedAt = now();
        renewedAt = now();
        if (!leading) {
            leading = true;
            outcome.leads();
            watchDeadline();
        }
        process.after(retry(), this::attempt);
    }

    private void again() {
        process.after(leading ? retry() : pause(), this::attempt);
    }

    /** The renew deadline counts from the last success, and ends the process while requests are still on their way. */
    private void watchDeadline() {
        long due = renewedAt + retry() + parts.model.renewDeadline().toNanos();
        process.after(Math.max(0, due - now()), () -> {
            if (over) {
                return;
            }
            if (now() >= renewedAt + retry() + parts.model.renewDeadline().toNanos()) {
                over = true;
                outcome.lost();
            } else {
                watchDeadline();
            }
        });
    }

    /** Each request has half the renew deadline (client-go resourcelock/interface.go, NewFromKubeconfig). */
    private void send(Ask ask, Consumer<Reply> done) {
        var call = parts.access.ask(ask.in(Flow.ELECTION), reply -> process.run(() -> done.accept(reply)));
        call.limit(process.after(parts.model.renewDeadline().toNanos() / 2, () -> call.finish(Reply.late())));
    }
}
