package dev.lacuna.experiments.kubernetes.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A path with its query, encoded. Immutable: each method returns a new one. */
public record ApiQuery(String path, List<String> parameters) {

    public ApiQuery {
        parameters = List.copyOf(parameters);
    }

    public static ApiQuery of(String path) {
        return new ApiQuery(path, List.of());
    }

    /** The path of a collection: {@code collection("coordination.k8s.io/v1", Optional.of("kube-system"), "leases")}. */
    public static ApiQuery collection(String apiVersion, Optional<String> namespace, String resource) {
        String root = apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
        return of(root + namespace.map(name -> "/namespaces/" + encoded(name)).orElse("") + "/" + resource);
    }

    /** One part of the path more, such as an object's name or a subresource. */
    public ApiQuery then(String segment) {
        return new ApiQuery(path + "/" + encoded(segment), parameters);
    }

    public ApiQuery with(String name, String value) {
        var more = new ArrayList<>(parameters);
        more.add(encoded(name) + "=" + encoded(value));
        return new ApiQuery(path, more);
    }

    public ApiQuery with(String name, Optional<String> value) {
        return value.map(present -> with(name, present)).orElse(this);
    }

    /** Path and query as {@link ApiRequest} takes them. */
    @Override
    public String toString() {
        return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
