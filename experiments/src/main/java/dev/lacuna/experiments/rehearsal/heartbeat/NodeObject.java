package dev.lacuna.experiments.rehearsal.heartbeat;

import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import dev.lacuna.experiments.rehearsal.machine.Machine;

/** A node as the API has it, with its Lease. Changed only by what etcd has agreed on. */
public final class NodeObject {
    private final Machine machine;
    private boolean ready = true;
    private boolean tainted;
    private long renewals;

    private Runnable whenUnknown = () -> {};

    NodeObject(Machine machine) {
        this.machine = machine;
    }

    void whenUnknown(Runnable listener) {
        whenUnknown = listener;
    }

    public Machine machine() {
        return machine;
    }

    public Node shown() {
        var node = machine.node();
        return new Node(
                node.name(), node.hostname(), node.address(), node.zone(), node.controlPlane(), ready, node.software());
    }

    /** Its condition Ready is True; else it is Unknown. */
    boolean ready() {
        return ready;
    }

    /** It has the taint node.kubernetes.io/unreachable, with the effects NoSchedule and NoExecute. */
    boolean tainted() {
        return tainted;
    }

    /** Whether the scheduler may put an ordinary pod on it, as far as its state goes. */
    public boolean schedulable() {
        return ready && !tainted;
    }

    long renewals() {
        return renewals;
    }

    void renew() {
        renewals++;
    }

    /** All of its pods are shown as not Ready with it, for nobody knows of them any more. */
    void markUnknown() {
        ready = false;
        machine.pods().forEach(pod -> pod.object().markNotReady());
        whenUnknown.run();
    }

    void markReady() {
        ready = true;
        machine.pods().forEach(HostedPod::reconcile);
    }

    void taint(boolean on) {
        tainted = on;
    }
}
