package dev.lacuna.experiments.kubernetes.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request's path speaks of, read from the path alone: {@code /api/v1/namespaces/shop/pods/cart/exec}.
 *
 * @param group API group, empty for the core group
 * @param resource plural, with the subresource: {@code pods/exec}; for a path outside of {@code /api} and {@code /apis} the path itself
 */
record ApiObject(String group, Optional<String> namespace, String resource, Optional<String> name) {

    static ApiObject of(String pathAndQuery) {
        String path = withoutQuery(pathAndQuery);
        List<String> parts = List.of(path.substring(1).split("/", -1));
        if (parts.get(0).equals("api") && parts.size() > 2) {
            return inGroup("", parts.subList(2, parts.size()));
        }
        if (parts.get(0).equals("apis") && parts.size() > 3) {
            return inGroup(parts.get(1), parts.subList(3, parts.size()));
        }
        return new ApiObject("", Optional.empty(), path, Optional.empty());
    }

    private static ApiObject inGroup(String group, List<String> parts) {
        if (parts.get(0).equals("namespaces") && parts.size() > 2) {
            return inNamespace(group, Optional.of(parts.get(1)), parts.subList(2, parts.size()));
        }
        return inNamespace(group, Optional.empty(), parts);
    }

    private static ApiObject inNamespace(String group, Optional<String> namespace, List<String> parts) {
        Optional<String> name = parts.size() > 1 ? Optional.of(parts.get(1)) : Optional.empty();
        String resource = parts.size() > 2 ? parts.get(0) + "/" + parts.get(2) : parts.get(0);
        return new ApiObject(group, namespace, resource, name);
    }

    /** The verb of RBAC for an HTTP method on this object. */
    String verb(String method, String pathAndQuery) {
        if (!isResource()) {
            return method.toLowerCase(Locale.ROOT);
        }
        if (resource.endsWith("/exec")) {
            return "create";
        }
        return switch (method) {
            case "GET" -> readingVerb(pathAndQuery);
            case "POST" -> "create";
            case "PUT" -> "update";
            case "DELETE" -> name.isPresent() ? "delete" : "deletecollection";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }

    private String readingVerb(String pathAndQuery) {
        if (pathAndQuery.contains("watch=1") || pathAndQuery.contains("watch=true")) {
            return "watch";
        }
        return name.isPresent() ? "get" : "list";
    }

    boolean isResource() {
        return !resource.startsWith("/");
    }

    /** {@code pods/exec kube-system/etcd-cp1}, {@code leases.coordination.k8s.io in kube-system}. */
    String words() {
        String kind = group.isEmpty() ? resource : resource + "." + group;
        if (name.isPresent()) {
            return kind + " " + namespace.map(space -> space + "/").orElse("") + name.get();
        }
        return kind + namespace.map(space -> " in " + space).orElse("");
    }

    private static String withoutQuery(String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    }
}
