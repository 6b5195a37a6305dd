package dev.lacuna.experiments.rehearsal.app;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane.Removal;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Caller;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Evicts or deletes one pod, and no other of its name; refused and missed as the API does it. */
public final class Removals {
    /** k/k pkg/registry/core/pod/storage/eviction.go, with status 429. */
    private static final String BUDGET = "Cannot evict pod as it would violate the pod's disruption budget.";

    private final Apps apps;
    private final Caller caller;
    private final Loop loop;

    private record Outcome(String missing, String refused) {}

    public Removals(Apps apps, Caller caller, Loop loop) {
        this.apps = apps;
        this.caller = caller;
        this.loop = loop;
    }

    /** The answer fails with a {@link FaultException} when the pod isn't there any more, or is a static pod's mirror. */
    public CompletableFuture<Removal> remove(Pod pod, boolean evict) {
        if (pod.mirror()) {
            return CompletableFuture.failedFuture(new FaultException(
                    FaultException.Kind.UNSUPPORTED,
                    pod.object() + " is the mirror of a static pod: to remove it ends no process"));
        }
        long sent = loop.now();
        return caller.ask(Ask.write(() -> attempt(pod, evict))).thenApply(answer -> {
            var outcome = (Outcome) answer;
            if (!outcome.missing().isEmpty()) {
                throw new FaultException(
                        FaultException.Kind.TARGET_CHANGED,
                        "%s with UID %s is not there any more, so nothing was removed: %s"
                                .formatted(pod.object(), pod.uid(), outcome.missing()));
            }
            return new Removal(
                    new Interval(sent, loop.now()),
                    Optional.of(outcome.refused()).filter(why -> !why.isEmpty()));
        });
    }

    private Outcome attempt(Pod pod, boolean evict) {
        var found = apps.find(pod.namespace(), pod.name());
        if (found.isEmpty()) {
            return new Outcome("pods \"" + pod.name() + "\" not found", "");
        }
        var there = found.get();
        String uid = there.shown().uid();
        if (!uid.equals(pod.uid())) {
            return new Outcome("the UID in the precondition is %s, the pod's is %s".formatted(pod.uid(), uid), "");
        }
        if (evict && !there.evictable()) {
            return new Outcome("", BUDGET);
        }
        there.delete();
        return new Outcome("", "");
    }
}
