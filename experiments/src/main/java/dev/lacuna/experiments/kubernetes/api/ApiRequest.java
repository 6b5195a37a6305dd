package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonElement;
import java.util.Optional;

/**
 * One call to an API server.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param path path and query, from the slash on, already encoded ({@link ApiQuery} does that)
 * @param contentType of the body; for PATCH it says which kind of patch
 */
public record ApiRequest(String method, String path, Optional<JsonElement> body, String contentType) {
    public static final String JSON = "application/json";
    public static final String MERGE_PATCH = "application/merge-patch+json";
    public static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";
    public static final String JSON_PATCH = "application/json-patch+json";
    public static final String APPLY_PATCH = "application/apply-patch+yaml";

    public ApiRequest {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must start with a slash: " + path);
        }
        if (method.equals("GET") && body.isPresent()) {
            throw new IllegalArgumentException("GET %s has a body".formatted(path));
        }
    }

    public static ApiRequest get(String path) {
        return new ApiRequest("GET", path, Optional.empty(), JSON);
    }

    public static ApiRequest post(String path, JsonElement body) {
        return new ApiRequest("POST", path, Optional.of(body), JSON);
    }

    public static ApiRequest put(String path, JsonElement body) {
        return new ApiRequest("PUT", path, Optional.of(body), JSON);
    }

    public static ApiRequest patch(String path, JsonElement body, String contentType) {
        return new ApiRequest("PATCH", path, Optional.of(body), contentType);
    }

    public static ApiRequest delete(String path) {
        return new ApiRequest("DELETE", path, Optional.empty(), JSON);
    }

    /** A delete with options, such as a UID precondition. */
    public static ApiRequest delete(String path, JsonElement options) {
        return new ApiRequest("DELETE", path, Optional.of(options), JSON);
    }

    /** Whether sending it twice changes no more than sending it once. */
    public boolean readsOnly() {
        return method.equals("GET");
    }

    /** What is attempted, in the words of RBAC: {@code get pods kube-system/etcd-cp1}. */
    public String words() {
        return verb() + " " + ApiObject.of(path).words();
    }

    String verb() {
        return ApiObject.of(path).verb(method, path);
    }
}
