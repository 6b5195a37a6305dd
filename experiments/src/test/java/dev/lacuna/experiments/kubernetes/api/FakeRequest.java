package dev.lacuna.experiments.kubernetes.api;

import java.util.Map;

/**
 * A request as it arrived.
 *
 * @param path with its query
 * @param headers by names in lower case
 */
public record FakeRequest(String method, String path, Map<String, String> headers, String body) {

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
