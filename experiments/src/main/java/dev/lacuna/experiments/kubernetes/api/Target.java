package dev.lacuna.experiments.kubernetes.api;

import java.util.Optional;

/**
 * Which way to a cluster's API.
 *
 * @param name as people call it: {@code balancer}, or an instance's node {@code cp1}; part of every message
 * @param pin empty: the server of the {@link Access} as it is
 */
public record Target(String name, Optional<Pin> pin) {

    /**
     * One instance.
     *
     * @param address an IP address; names would be balanced again
     * @param certificateName the name that its certificate has to carry and that is sent as SNI; empty: the kubeconfig's host or tls-server-name
     *     if that is a name, else {@code kubernetes.default.svc}, which every API server's certificate carries
     */
    public record Pin(String address, int port, Optional<String> certificateName) {

        public Pin {
            if (!Addresses.isLiteral(address)) {
                throw new IllegalArgumentException("not an IP address: " + address);
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
        }
    }

    /** The server that the kubeconfig names, usually a balancer before all instances. */
    public static Target server(String name) {
        return new Target(name, Optional.empty());
    }

    /** The instance at an IP address, verified as fully as the server itself. */
    public static Target instance(String name, String address, int port) {
        return new Target(name, Optional.of(new Pin(address, port, Optional.empty())));
    }

    /** The same, when the certificate carries another name. */
    public Target certifiedAs(String certificateName) {
        Pin old = pin.orElseThrow(
                () -> new IllegalStateException(name + " is not an instance; set tls-server-name in the kubeconfig"));
        return new Target(name, Optional.of(new Pin(old.address, old.port, Optional.of(certificateName))));
    }
}
