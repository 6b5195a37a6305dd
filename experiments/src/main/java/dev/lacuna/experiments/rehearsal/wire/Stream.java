package dev.lacuna.experiments.rehearsal.wire;

import dev.lacuna.engine.time.Loop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a kept TCP connection, with Linux' recovery of what is lost: data and acknowledgements alike are lost; a segment whose successor is acknowledged is sent again at once (RFC 8985), any other after the
 * retransmission timeout, which doubles each time and closes the window down to one segment; what waits meanwhile goes along in the next one. Where no filter is in the way nothing of this is simulated, and
 * messages just arrive in their order.
 */
public final class Stream {
    /** TCP_INIT_CWND of Linux' net/tcp.h. */
    private static final int WINDOW = 10;

    private static final int MOST_BACK_OFFS = 9;

    /** ConnReadTimeout and ConnWriteTimeout of etcd-io/etcd server/etcdserver/api/rafthttp/peer.go: then the connection is given up, and with it what was on its way. */
    private static final long GIVEN_UP = 5_000_000_000L;

    private final Wire wire;
    private final Way there;
    private final Way back;
    private final Loop loop;
    private final ArrayDeque<Segment> sent = new ArrayDeque<>();
    private List<Runnable> unsent = new ArrayList<>();
    private Loop.@Nullable Timer timer;
    private int window = WINDOW;
    private int backOffs;
    private long arrivesAt;

    /**
     * From one end to the other.
     *
     * @param port of the listening end
     * @param toListener whether the packets go to the listening end
     */
    public record Way(Host from, Host to, int port, boolean toListener) {

        Way reversed() {
            return new Way(to, from, port, !toListener);
        }
    }

    private static final class Segment {
        private final List<Runnable> messages;
        private final long firstSent;
        private long lastSent;
        private boolean received;

        Segment(List<Runnable> messages, long now) {
            this.messages = messages;
            this.firstSent = now;
        }
    }

    public Stream(Wire wire, Way way, Loop loop) {
        this.wire = wire;
        this.there = way;
        this.back = way.reversed();
        this.loop = loop;
    }

    /**
     * Sends a message.
     *
     * @param takes nanoseconds that it is on its way where nothing is lost
     * @param arrival executed when it and all before it have arrived; never, if the connection breaks before
     */
    public void send(long takes, Runnable arrival) {
        if (sent.isEmpty() && !Wire.filtered(there.from(), there.to())) {
            arrivesAt = Math.max(arrivesAt, loop.now() + takes);
            loop.at(arrivesAt, arrival);
            return;
        }
        unsent.add(arrival);
        push(takes);
    }

    /** The connection is gone, with all that was on its way. */
    public void close() {
        sent.clear();
        unsent = new ArrayList<>();
        window = WINDOW;
        backOffs = 0;
        cancel();
    }

    private void push(long takes) {
        if (unsent.isEmpty() || sent.size() >= window) {
            return;
        }
        var segment = new Segment(unsent, loop.now());
        unsent = new ArrayList<>();
        sent.add(segment);
        if (timer == null) {
            arm();
        }
        transmit(segment, takes);
    }

    private void transmit(Segment segment, long takes) {
        segment.lastSent = loop.now();
        switch (wire.packet(there)) {
            case ARRIVES -> {
                arrivesAt = Math.max(arrivesAt, loop.now() + takes);
                loop.at(arrivesAt, () -> received(segment));
            }
            case RESET -> close();
            case LOST -> {}
        }
    }

    private void received(Segment segment) {
        if (!sent.contains(segment)) {
            return;
        }
        segment.received = true;
        for (Segment next : List.copyOf(sent)) {
            if (!next.received) {
                break;
            }
            List<Runnable> messages = List.copyOf(next.messages);
            next.messages.clear();
            messages.forEach(Runnable::run);
        }
        if (wire.packet(back) == Wire.Fate.ARRIVES) {
            acknowledged(segment);
        }
    }

    /** Cumulative, and selective: what came in behind a hole is told as well. */
    private void acknowledged(Segment newest) {
        boolean advanced = false;
        while (!sent.isEmpty() && sent.element().received) {
            sent.remove();
            advanced = true;
        }
        if (advanced) {
            backOffs = 0;
            window = Math.min(window + 1, WINDOW);
            cancel();
            if (!sent.isEmpty()) {
                arm();
            }
        }
        var hole = sent.peek();
        if (hole != null && !hole.received && hole.lastSent < newest.lastSent) {
            window = Math.max(1, window / 2);
            transmit(hole, 0);
        }
        push(0);
    }

    private void arm() {
        timer = loop.at(loop.now() + (Wire.RETRANSMISSION << backOffs), this::timedOut);
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void timedOut() {
        timer = null;
        var first = sent.peek();
        if (first == null) {
            return;
        }
        if (loop.now() - first.firstSent > GIVEN_UP) {
            close();
            return;
        }
        window = 1;
        backOffs = Math.min(backOffs + 1, MOST_BACK_OFFS);
        arm();
        transmit(first, 0);
    }
}
