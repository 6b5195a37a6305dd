package dev.lacuna.experiments.handover;

import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.scenario.format.FaultKind;
import dev.lacuna.engine.scenario.format.Span;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.experiments.ClusterKind;
import java.util.List;
import java.util.Set;

/**
 * {@code handover: {election: kube-controller-manager, how: certain}}.
 *
 * @param election the lease's name, with its namespace before a slash where that is not kube-system
 */
public record Handover(String election, How how, Origin origin) implements FaultSpec {
    private static final Type<String> ELECTION = Type.text(
            "an election such as kube-scheduler or shop/cart-controller",
            "([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
            317);

    static final Shape<Handover> SHAPE = Shape.of("Makes another one lead an election.", fields -> {
        var election =
                fields.required("election", ELECTION, "The lease's name; namespace/name outside of kube-system.");
        var how = fields.required(
                "how",
                Type.oneOf(How.class, List.of("transfer")),
                "crash: SIGKILL; graceful: SIGTERM; certain: stopped until another one leads, then killed; lease: a foreign holder is written into the lease.");
        return read -> new Handover(read.get(election), read.get(how), read.origin());
    });

    public static final ClusterKind KIND = new ClusterKind(
            FaultKind.of("handover", Span.NONE, SHAPE),
            order -> new HandoverFault((Handover) order.experiment().fault(), order));

    @Override
    public String kind() {
        return "handover";
    }

    @Override
    public Set<String> elections() {
        return Set.of(election);
    }
}
