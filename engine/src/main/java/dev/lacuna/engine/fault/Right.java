package dev.lacuna.engine.fault;

/**
 * One thing the runner must be allowed to do.
 *
 * @param verb as in RBAC: get, list, create …
 * @param group API group, empty for the core one
 * @param resource plural, with its subresource if any: {@code pods/exec}
 * @param namespace empty for all or for a cluster-wide resource
 */
public record Right(String verb, String group, String resource, String namespace) {

    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group)
                + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }
}
