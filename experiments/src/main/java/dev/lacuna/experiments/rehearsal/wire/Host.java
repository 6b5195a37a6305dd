package dev.lacuna.experiments.rehearsal.wire;

import dev.lacuna.experiments.controlplane.PacketFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Something with an address, and the filters on what arrives there. */
public final class Host {
    private final String address;
    private final List<Filter> filters = new ArrayList<>();

    public Host(String address) {
        this.address = address;
    }

    public String address() {
        return address;
    }

    public List<Filter> filters() {
        return filters;
    }

    /** A filter in force, and what it has done. */
    public static final class Filter {
        private final String id;
        private final PacketFilter spec;
        private final Set<String> peers;
        private final boolean every;
        private long matched;
        private long dropped;

        public Filter(String id, PacketFilter spec) {
            this.id = id;
            this.spec = spec;
            this.peers = Set.copyOf(spec.peers());
            this.every = spec.toPorts().isEmpty() && spec.fromPorts().isEmpty();
        }

        public String id() {
            return id;
        }

        public PacketFilter spec() {
            return spec;
        }

        public long matched() {
            return matched;
        }

        public long dropped() {
            return dropped;
        }

        void count(boolean drop) {
            matched++;
            dropped += drop ? 1 : 0;
        }

        /** @param toListener whether the packet goes to the port or comes from it */
        boolean matches(String from, int port, boolean toListener) {
            var ports = toListener ? spec.toPorts() : spec.fromPorts();
            return peers.contains(from) && (every || ports.contains(port));
        }

        boolean cuts(String from, int port, boolean toListener) {
            return spec.perMille() == 1_000 && matches(from, port, toListener);
        }
    }
}
