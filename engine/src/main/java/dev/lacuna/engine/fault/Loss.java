package dev.lacuna.engine.fault;

/**
 * A part of the control plane, or a pod besides, that a fault takes away for a while.
 *
 * @param component of the control plane, such as {@code etcd}; empty for a pod that is no part of it
 * @param pod as {@code namespace/name}; empty where the part is no pod
 * @param node where it is
 */
public record Loss(String component, String pod, String node, Way way) {

    /** ENDED: its process ends or stands still. CUT_OFF: it lives, and whoever needs it, or what it needs, is out of reach. */
    public enum Way {
        ENDED,
        CUT_OFF
    }

    public static Loss ended(String component, String pod, String node) {
        return new Loss(component, pod, node, Way.ENDED);
    }

    public static Loss cutOff(String component, String pod, String node) {
        return new Loss(component, pod, node, Way.CUT_OFF);
    }

    @Override
    public String toString() {
        return (component.isEmpty() ? pod : component) + " on " + node;
    }
}
