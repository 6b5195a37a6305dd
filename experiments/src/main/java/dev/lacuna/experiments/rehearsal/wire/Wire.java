package dev.lacuna.experiments.rehearsal.wire;

import dev.lacuna.experiments.controlplane.PacketFilter;
import java.util.random.RandomGenerator;

/** The way of a packet from one host to another. */
public final class Wire {
    /** It never arrives. */
    public static final long NEVER = -1;

    /** It was answered with a TCP reset. */
    public static final long RESET = -2;

    /** Linux' least retransmission timeout of an established connection (net/tcp.h, TCP_RTO_MIN). */
    public static final long RETRANSMISSION = 200_000_000L;

    /** The first retransmission of a SYN (net/tcp.h, TCP_TIMEOUT_INIT); measured too: docs/mechanics.md, "Packet filters". */
    public static final long SYN_RETRANSMISSION = 1_000_000_000L;

    private static final long GIVEN_UP = 30_000_000_000L;
    private final RandomGenerator chance;

    public Wire(RandomGenerator chance) {
        this.chance = chance;
    }

    /**
     * By how much filters delay a packet.
     *
     * @param port of the listening end
     * @param toListener whether the packet goes to the listening end
     * @param retransmission the first; each further one takes twice as long
     * @return nanoseconds, {@link #NEVER} or {@link #RESET}
     */
    public long delay(Host from, Host to, int port, boolean toListener, long retransmission) {
        if (to.filters().isEmpty()) {
            return 0;
        }
        long delay = 0;
        for (long wait = retransmission; delay < GIVEN_UP; wait *= 2) {
            var hit = hit(from, to, port, toListener);
            if (hit == null) {
                return delay;
            }
            if (hit.spec().effect() == PacketFilter.Effect.RESET) {
                return RESET;
            }
            if (hit.spec().perMille() == 1_000) {
                return NEVER;
            }
            delay += wait;
        }
        return NEVER;
    }

    /** What becomes of one packet. */
    enum Fate {
        ARRIVES,
        LOST,
        RESET
    }

    /** Whether filters are in force at either end, be it others than concern them. */
    static boolean filtered(Host one, Host other) {
        return !one.filters().isEmpty() || !other.filters().isEmpty();
    }

    /** Sends one packet. */
    Fate packet(Stream.Way way) {
        var hit = hit(way.from(), way.to(), way.port(), way.toListener());
        if (hit == null) {
            return Fate.ARRIVES;
        }
        return hit.spec().effect() == PacketFilter.Effect.RESET ? Fate.RESET : Fate.LOST;
    }

    private Host.@org.jspecify.annotations.Nullable Filter hit(Host from, Host to, int port, boolean toListener) {
        var filters = to.filters();
        for (int i = 0; i < filters.size(); i++) {
            var filter = filters.get(i);
            if (filter.matches(from.address(), port, toListener)) {
                boolean drop = chance.nextInt(1_000) < filter.spec().perMille();
                filter.count(drop);
                if (drop) {
                    return filter;
                }
            }
        }
        return null;
    }

    /** Whether nothing can get from one to the other; counts no packet. */
    public static boolean cut(Host from, Host to, int port) {
        return to.filters().stream()
                .anyMatch(
                        filter -> filter.cuts(from.address(), port, true) || filter.cuts(from.address(), port, false));
    }
}
