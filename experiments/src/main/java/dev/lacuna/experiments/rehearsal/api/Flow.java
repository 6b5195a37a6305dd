package dev.lacuna.experiments.rehearsal.api;

/**
 * The priority level of a request (k/k staging/src/k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap/default.go). A level has its share of the requests that a server works on at a
 * time, and a queue of its own; of one user's requests so many wait as the queues hold that are dealt to one user, 50 each.
 */
public enum Flow {
    /** `/readyz` and `/livez`: neither limited nor queued. */
    EXEMPT(0, 0),
    /** Leases of the control plane's own elections: `leader-election`. */
    ELECTION(10, 4 * 50),
    /** Heartbeats of kubelets: `node-high`. */
    NODE(40, 6 * 50),
    /** Work of the control plane's components: `workload-high`. */
    COMPONENT(40, 6 * 50),
    /** What any other user asks, a runner's requests among them: `global-default`. */
    ORDINARY(20, 6 * 50);

    /** Of all levels together, those that nobody uses here included. */
    private static final int ALL_SHARES = 245;

    private final int shares;
    private final int queue;

    Flow(int shares, int queue) {
        this.shares = shares;
        this.queue = queue;
    }

    /** Requests of this level that a server works on at a time; levels lend each other nothing here. */
    int seats(int limit) {
        return (limit * shares + ALL_SHARES - 1) / ALL_SHARES;
    }

    /** Requests of one user that may wait. */
    int queue() {
        return queue;
    }
}
