package dev.lacuna.experiments.election;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRead;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a lease again and again while a takeover is possible: one read at a time, the next one 5 ms after the last was sent, or when it was answered if that is
 * later. A takeover that doesn't come within 12 s is waited for at 50 ms, for 5 ms cost a quarter of a core. Belongs to the loop.
 */
final class TakeoverReads {
    private static final Duration PACE = Duration.ofMillis(5);
    private static final Duration SLOW_PACE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /** Renewals come in late now and then; reading may begin this long before a standby may take the lease. */
    private static final Duration AHEAD = Duration.ofMillis(300);

    private final ControlPlane cluster;
    private final ElectionId election;
    private final Loop loop;
    private final Consumer<LeaseRead> reader;
    private Loop.@Nullable Timer timer;
    private long begun;
    private boolean going;
    private boolean onItsWay;
    private boolean closed;
    private Runnable idle = () -> {};

    TakeoverReads(ControlPlane cluster, ElectionId election, Loop loop, Consumer<LeaseRead> reader) {
        this.cluster = cluster;
        this.election = election;
        this.loop = loop;
        this.reader = reader;
    }

    /** A holder was heard of at {@code heard}: nobody may take the lease from it before its length is over. */
    void expect(long heard, Duration length) {
        going = false;
        schedule(heard + length.minus(AHEAD).toNanos());
    }

    /** The lease may be taken at any moment. */
    void now() {
        if (!going) {
            schedule(loop.now());
        }
    }

    /** Runs {@code then} when the read that is on its way, if there is one, has been answered. */
    void afterThisRead(Runnable then) {
        if (onItsWay) {
            idle = then;
        } else {
            then.run();
        }
    }

    void close() {
        closed = true;
        cancel();
    }

    private void schedule(long when) {
        cancel();
        timer = loop.at(when, () -> {
            going = true;
            begun = loop.now();
            read();
        });
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void read() {
        if (closed || !going || onItsWay) {
            return;
        }
        onItsWay = true;
        long sent = loop.now();
        var unused = cluster.read(election).whenComplete((read, failure) -> {
            onItsWay = false;
            if (closed) {
                return;
            }
            if (read != null) {
                reader.accept(read);
            }
            var then = idle;
            idle = () -> {};
            then.run();
            if (going) {
                timer = loop.at(sent + pace(failure != null).toNanos(), this::read);
            }
        });
    }

    private Duration pace(boolean failed) {
        return failed || loop.now() - begun > PATIENCE.toNanos() ? SLOW_PACE : PACE;
    }
}
