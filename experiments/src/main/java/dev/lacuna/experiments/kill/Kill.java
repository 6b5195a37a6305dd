package dev.lacuna.experiments.kill;

import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.scenario.format.FaultKind;
import dev.lacuna.engine.scenario.format.Span;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.target.Selector;
import dev.lacuna.experiments.target.Targets;
import java.util.Set;

/**
 * {@code kill: {target: {leader: kube-scheduler}, signal: KILL}}.
 *
 * @param mode how an ordinary pod is ended; a static pod knows only signals
 */
public record Kill(Selector target, Signal signal, Mode mode, Origin origin) implements FaultSpec {

    /** SIGNAL ends the container's process on its node; EVICT and DELETE end the pod through the API. */
    public enum Mode {
        SIGNAL,
        EVICT,
        DELETE
    }

    static final Shape<Kill> SHAPE = Shape.of("Ends the process of a pod for real, static or not.", fields -> {
        var target = fields.required("target", Targets.TYPE, "What is hit.");
        var signal = fields.optional(
                "signal",
                Type.oneOf(Signal.class),
                Signal.KILL,
                "The signal that the process gets; without a meaning for evict and delete.");
        var mode = fields.optional(
                "mode",
                Type.oneOf(Mode.class),
                Mode.SIGNAL,
                "How: by a signal to the process, or for ordinary pods by eviction or by deletion with the UID as precondition.");
        fields.check(
                signal,
                read -> read.given(signal) && read.get(mode) != Mode.SIGNAL
                        ? java.util.Optional.of("has a meaning only together with mode: signal")
                        : java.util.Optional.empty());
        return read -> new Kill(read.get(target), read.get(signal), read.get(mode), read.origin());
    });

    public static final ClusterKind KIND = new ClusterKind(
            FaultKind.of("kill", Span.NONE, SHAPE),
            order -> new KillFault((Kill) order.experiment().fault(), order));

    @Override
    public String kind() {
        return "kill";
    }

    @Override
    public Set<String> elections() {
        return target instanceof Selector.Leader leader && !leader.election().equals(EtcdMember.ELECTION)
                ? Set.of(leader.election())
                : Set.of();
    }
}
