package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.shape.Case;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.scenario.shape.Worded;
import dev.lacuna.engine.slo.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Kinds of faults and probes that exist for tests only, and use everything that a kind can declare. */
final class Toys {
    static final ScenarioFormat FORMAT = new ScenarioFormat(
            List.of(
                    FaultKind.of("kill", Span.NONE, Kill.SHAPE),
                    FaultKind.of("network", Span.NEEDED, Network.SHAPE),
                    FaultKind.of("handover", Span.ALLOWED, Handover.SHAPE),
                    FaultKind.announced("freeze", "Stops a process for a time."),
                    FaultKind.announced("hold", "Keeps a static pod down.")),
            List.of(
                    ProbeKind.of(
                            "canary",
                            "A component does its job.",
                            new Pace(Duration.ofMillis(200), Duration.ofSeconds(2)),
                            Type.oneOf(Component.class),
                            Canary::new),
                    ProbeKind.of("api", "The API server answers in time.", Pace.USUAL, Type.of(Api.OWN), Api::new),
                    ProbeKind.announced("etcd", "Every voter knows a leader.")),
            List.of(
                    new Consent("quorum", "a member may be lost"),
                    new Consent("degraded", "something is down already")));

    private Toys() {}

    enum Signal implements Worded {
        TERM,
        KILL;

        @Override
        public String word() {
            return name();
        }
    }

    enum How {
        CRASH,
        GRACEFUL
    }

    enum Component {
        SCHEDULER,
        CONTROLLER_MANAGER
    }

    enum Through {
        BALANCER,
        EACH
    }

    sealed interface Target {
        Shape<Leader> LEADER = Shape.of("Who leads now.", fields -> {
            var lease = fields.required("leader", Type.objectName(), "The election's lease.");
            return read -> new Leader(read.get(lease));
        });
        Shape<Members> MEMBERS = Shape.of("Members of a component.", fields -> {
            var component = fields.required("component", Type.objectName(), "Its name.");
            var count = fields.optional("count", Type.wholeNumber(1, 9), "How many.");
            var share = fields.optional("share", Type.someShare(), "What part.");
            fields.atMostOne(count, share);
            return read -> new Members(read.get(component), read.get(count), read.get(share));
        });
        Shape<Pods> PODS = Shape.of("Pods by label.", fields -> {
            var pods = fields.required("pods", Type.labels(), "Their labels.");
            return read -> new Pods(read.get(pods));
        });
        Type<Target> TYPE = Type.choice(
                Case.of("leader", LEADER),
                Case.of("component", MEMBERS),
                Case.of("pods", PODS),
                Case.<Target>announced("zone"));
    }

    record Leader(String lease) implements Target {}

    record Members(String component, Optional<Integer> count, Optional<Share> share) implements Target {}

    record Pods(Map<String, String> labels) implements Target {}

    record Kill(Target target, Signal signal, Origin origin) implements FaultSpec {
        static final Shape<Kill> SHAPE = Shape.of("Ends the process of a control-plane pod for real.", fields -> {
            var target = fields.required("target", Target.TYPE, "What is hit.");
            var signal = fields.optional(
                    "signal", Type.oneOf(Signal.class), Signal.KILL, "The signal that the process gets.");
            return read -> new Kill(read.get(target), read.get(signal), read.origin());
        });

        @Override
        public String kind() {
            return "kill";
        }

        @Override
        public Set<String> elections() {
            return target instanceof Leader leader ? Set.of(leader.lease()) : Set.of();
        }
    }

    record Network(Target target, Optional<Share> loss, boolean reject, List<Integer> ports, Origin origin)
            implements FaultSpec {
        static final Shape<Network> SHAPE = Shape.of("Loses or rejects packets.", fields -> {
            var target = fields.required("target", Target.TYPE, "Whose packets.");
            var loss = fields.optional("loss", Type.someShare(), "How many of them.");
            var reject = fields.optional("reject", Type.flag(), false, "Whether the sender is told.");
            Type<Integer> port = Type.wholeNumber(1, 65_535);
            var ports = fields.optional(
                    "ports",
                    Type.either(port.map(List::of), Type.listOf(port, 1, 15)),
                    "To which ports; left out: to each.");
            fields.announced("delay", "How late they come.");
            fields.atLeastOne(loss, reject);
            fields.needs(reject, ports);
            fields.check(
                    loss,
                    read -> read.given(reject)
                                    && read.get(loss)
                                            .filter(Share.WHOLE::equals)
                                            .isPresent()
                            ? Optional.of("loses every packet, so none is left to reject")
                            : Optional.empty());
            return read -> new Network(
                    read.get(target),
                    read.get(loss),
                    read.get(reject),
                    read.get(ports).orElse(List.of()),
                    read.origin());
        });

        @Override
        public String kind() {
            return "network";
        }
    }

    record Handover(String lease, How how, Origin origin) implements FaultSpec {
        static final Shape<Handover> SHAPE = Shape.of("Makes another one lead.", fields -> {
            var lease = fields.required("of", Type.objectName(), "The election's lease.");
            var how =
                    fields.optional("how", Type.oneOf(How.class, List.of("transfer")), How.GRACEFUL, "By what means.");
            return read -> new Handover(read.get(lease), read.get(how), read.origin());
        });

        @Override
        public String kind() {
            return "handover";
        }

        @Override
        public Set<String> elections() {
            return Set.of(lease);
        }
    }

    record Canary(ProbeHead head, Component component) implements ProbeSpec {

        @Override
        public String kind() {
            return "canary";
        }

        @Override
        public String name() {
            return head.name();
        }

        @Override
        public Duration every() {
            return head.every();
        }

        @Override
        public Origin origin() {
            return head.origin();
        }

        @Override
        public Set<String> measures() {
            return Set.of(name() + ".recovery", name() + ".longestGap");
        }
    }

    record Api(ProbeHead head, Own own) implements ProbeSpec {
        record Own(Through through) {}

        static final Shape<Own> OWN = Shape.of("How it is asked.", fields -> {
            var through = fields.optional("through", Type.oneOf(Through.class), Through.BALANCER, "Which way.");
            return read -> new Own(read.get(through));
        });

        @Override
        public String kind() {
            return "api";
        }

        @Override
        public String name() {
            return head.name();
        }

        @Override
        public Duration every() {
            return head.every();
        }

        @Override
        public Origin origin() {
            return head.origin();
        }

        @Override
        public Set<String> measures() {
            return Set.of(name() + ".longestGap", name() + ".availability", name() + ".failures");
        }

        @Override
        public Unit unit(String measure) {
            return measure.endsWith(".availability")
                    ? Unit.SHARE
                    : measure.endsWith(".failures") ? Unit.COUNT : Unit.SECONDS;
        }
    }
}
