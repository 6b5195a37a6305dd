package dev.lacuna.engine.fault;

import java.util.Map;

/**
 * One thing that a fault hits.
 *
 * @param object its kind, namespace and name, as {@code pod kube-system/kube-scheduler-cp2}
 * @param node the node it is on; empty where that has no meaning
 * @param containerId the container's full ID; empty where none is hit
 * @param details what else a reader wants to know, such as {@code leading since}
 */
public record Target(String object, String node, String containerId, Map<String, String> details) {

    public Target {
        details = Map.copyOf(details);
    }
}
