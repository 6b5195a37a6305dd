package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.Bound;
import dev.lacuna.engine.scenario.Slo;
import dev.lacuna.engine.scenario.shape.Option;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.slo.Bound.Direction;
import dev.lacuna.engine.slo.Statistic;
import java.util.List;

/** The fields of an SLO. */
final class SloShape {
    private static final Type<String> MEASURE = Type.text(
            "a measure such as scheduling.recovery or election.kube-scheduler.gap",
            "[\\p{L}\\p{N}][\\p{L}\\p{N} _./-]*\\.[A-Za-z0-9]+",
            320);

    static final Shape<Draft.Judged> SHAPE = Shape.lenient("A bound that a measure must keep.", fields -> {
        var name = fields.required("name", Names.TYPE, "Names it in reports; unique in the scenario.");
        var measure = fields.required("measure", MEASURE, "A probe's name and one of its measures, or an election's.");
        var statistic = fields.optional(
                "statistic",
                Type.oneOf(Statistic.class),
                "Over the trials; judged only where their number supports it. Left out, the worst trial: max for atMost, min for atLeast.");
        var bound = fields.oneKeyOf(
                "bound", List.of(bound(Direction.AT_MOST, "The largest"), bound(Direction.AT_LEAST, "The smallest")));
        return read -> new Draft.Judged(
                new Draft.Named<>(
                        read.find(name),
                        read.origin(name),
                        read.whole(() -> new Slo(
                                read.get(name),
                                read.get(measure),
                                read.get(statistic).orElse(worst(read.get(bound))),
                                read.get(bound),
                                read.origin()))),
                read.find(measure),
                read.origin(measure),
                read.find(bound),
                read.origin(bound));
    });

    private SloShape() {}

    private static Statistic worst(Bound bound) {
        return Statistic.worstFor(bound.limit());
    }

    private static Option<Bound> bound(Direction side, String which) {
        return Option.of(
                side.key(),
                Type.spelled(new BoundSpelling(side)),
                which + " value that is good, in the measure's unit.");
    }
}
