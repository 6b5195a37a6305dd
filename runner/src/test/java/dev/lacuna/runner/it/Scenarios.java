package dev.lacuna.runner.it;

/** Scenarios of tests, and kubeconfigs that lead elsewhere. */
final class Scenarios {

    private Scenarios() {}

    /** With one experiment, given in flow style without its name, and one probe of the API. */
    static String of(String experiment) {
        return """
                apiVersion: lacuna.dev/v1
                kind: Scenario
                metadata: {name: try-it}
                spec:
                  steadyState: {hold: 1s}
                  experiments:
                    - {name: it, %s}
                  probes:
                    - {name: api, api: {through: balancer, request: readyz}, every: 500ms, timeout: 2s}
                  slos:
                    - {name: API outage, measure: api.longestGap, atMost: 60s}
                """.formatted(experiment);
    }

    /** A kubeconfig whose only context has this name, with a token instead of a certificate. */
    static String kubeconfig(String context, String server, String authority, String token) {
        return """
                apiVersion: v1
                kind: Config
                current-context: %1$s
                contexts: [{name: %1$s, context: {cluster: there, user: somebody}}]
                clusters: [{name: there, cluster: {server: "%2$s", %3$s}}]
                users: [{name: somebody, user: {token: "%4$s"}}]
                """.formatted(context, server, authority, token);
    }
}
