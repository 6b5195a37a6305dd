package dev.lacuna.experiments.rehearsal.machine;

import dev.lacuna.experiments.controlplane.Pod;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A pod as the API has it: what its kubelet has last said of it, and what others have made of that since. */
public final class PodObject {
    private final Consumer<PodObject> changed;
    private Pod shown;

    /** @param changed hears of each change of its readiness, and of the beginning of its end */
    PodObject(Pod shown, Consumer<PodObject> changed) {
        this.shown = shown;
        this.changed = changed;
    }

    /** One that nobody has placed yet. */
    public static PodObject unplaced(PodSpec spec, Consumer<PodObject> changed) {
        return new PodObject(of(spec, "", "", Optional.empty(), 0, false, Optional.empty()), changed);
    }

    static Pod of(
            PodSpec spec,
            String node,
            String containerId,
            Optional<Instant> startedAt,
            int restarts,
            boolean ready,
            Optional<Pod.Ended> last) {
        return new Pod(
                spec.namespace(),
                spec.name(),
                spec.uid(),
                spec.component(),
                node,
                containerId,
                startedAt,
                restarts,
                ready,
                spec.isStatic(),
                spec.isStatic(),
                false,
                spec.labels(),
                last);
    }

    public Pod shown() {
        return shown;
    }

    /** Its kubelet's word. That it is being deleted stays. */
    void report(Pod now) {
        change(with(now, now.node(), now.ready(), shown.deleting()));
    }

    /** The node lifecycle controller's word (k/k pkg/controller/util/node/controller_utils.go, MarkPodsNotReady). */
    public void markNotReady() {
        change(with(shown, shown.node(), false, shown.deleting()));
    }

    /** The scheduler's word. */
    public void place(String node) {
        change(with(shown, node, shown.ready(), shown.deleting()));
    }

    /** It is to be deleted; its kubelet ends it when it hears of that. */
    public void markDeleting() {
        change(with(shown, shown.node(), shown.ready(), true));
    }

    private void change(Pod now) {
        var before = shown;
        shown = now;
        if (before.ready() != now.ready() || before.deleting() != now.deleting()) {
            changed.accept(this);
        }
    }

    private static Pod with(Pod pod, String node, boolean ready, boolean deleting) {
        return new Pod(
                pod.namespace(),
                pod.name(),
                pod.uid(),
                pod.component(),
                node,
                pod.containerId(),
                pod.startedAt(),
                pod.restarts(),
                ready,
                pod.mirror(),
                pod.hostNetwork(),
                deleting,
                pod.labels(),
                pod.last());
    }
}
