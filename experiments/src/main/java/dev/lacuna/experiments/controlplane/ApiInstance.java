package dev.lacuna.experiments.controlplane;

/** One API server. {@code node} is empty where it is not known. */
public record ApiInstance(String node, String address, int port) {

    @Override
    public String toString() {
        return (node.isEmpty() ? "" : node + " ") + address + ":" + port;
    }
}
