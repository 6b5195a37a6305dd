package dev.lacuna.experiments.handover;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.scenario.format.FaultKind;
import dev.lacuna.engine.scenario.format.Span;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.experiments.ClusterKind;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.target.Targets;
import java.util.Optional;
import java.util.Set;

/**
 * {@code handover: {election: kube-controller-manager, how: certain}}.
 *
 * @param election the lease's name, with its namespace before a slash where that is not kube-system; or {@code etcd}
 */
public record Handover(String election, How how, Origin origin) implements FaultSpec {
    private static final JsonObject OF_ETCD_BY_TRANSFER =
            JsonParser.parseString("""
            {
              "if": {"properties": {"election": {"const": "etcd"}}, "required": ["election"]},
              "then": {"properties": {"how": {"const": "transfer"}}},
              "else": {"properties": {"how": {"not": {"const": "transfer"}}}}
            }
            """).getAsJsonObject();

    static final Shape<Handover> SHAPE = Shape.of("Makes another one lead an election.", fields -> {
        var election = fields.required(
                "election",
                Targets.ELECTION,
                "The lease's name; namespace/name outside of kube-system; or etcd, whose election has none.");
        var how = fields.required(
                "how",
                Type.oneOf(How.class),
                "crash: SIGKILL; graceful: SIGTERM; certain: stopped until another one leads, then killed; lease: a foreign holder is written into the lease;"
                        + " transfer, for etcd alone: the leader is told to hand over to another voter.");
        fields.check(how, read -> wrongWay(read.get(election), read.get(how)), OF_ETCD_BY_TRANSFER);
        return read -> new Handover(read.get(election), read.get(how), read.origin());
    });

    public static final ClusterKind KIND = new ClusterKind(
            FaultKind.of("handover", Span.NONE, SHAPE),
            order -> fault((Handover) order.experiment().fault(), order));

    private static Fault fault(Handover spec, ClusterKind.Order order) {
        return spec.how == How.TRANSFER ? new TransferFault(order) : new HandoverFault(spec, order);
    }

    private static Optional<String> wrongWay(String election, How how) {
        boolean etcd = election.equals(EtcdMember.ELECTION);
        if (etcd == (how == How.TRANSFER)) {
            return Optional.empty();
        }
        return Optional.of(
                etcd
                        ? "`%s` is no way to make another member lead etcd; write how: transfer, or to end the leader's process kill: {target: {leader: etcd}}"
                                .formatted(how.word())
                        : "`transfer` moves etcd's leadership alone; write election: etcd, or one of how: crash, graceful, certain, lease");
    }

    @Override
    public String kind() {
        return "handover";
    }

    @Override
    public Set<String> elections() {
        return how == How.TRANSFER ? Set.of() : Set.of(election);
    }
}
