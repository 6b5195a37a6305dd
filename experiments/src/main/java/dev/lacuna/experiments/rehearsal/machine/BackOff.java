package dev.lacuna.experiments.rehearsal.machine;

import dev.lacuna.experiments.rehearsal.model.NodeModel;

/**
 * The kubelet's delay of a container's restarts: none at first, then 10, 20, 40 … 300 s from the container's end; forgotten when the container ends more than twice the longest
 * delay after the last one (k/k pkg/kubelet/kuberuntime/kuberuntime_manager.go, doBackOff; client-go util/flowcontrol/backoff.go; docs/mechanics.md, "Restart delay").
 */
public final class BackOff {
    private final long first;
    private final long longest;
    private long delay;
    private long updated;

    public BackOff(NodeModel model) {
        this.first = model.backOff().toNanos();
        this.longest = model.longestBackOff().toNanos();
    }

    /** For how long the restart of a container waits that ended now. */
    public long next(long now) {
        if (delay == 0 || now - updated > 2 * longest) {
            delay = first;
            updated = now;
            return 0;
        }
        long wait = delay;
        delay = Math.min(2 * delay, longest);
        updated = now + wait;
        return wait;
    }
}
