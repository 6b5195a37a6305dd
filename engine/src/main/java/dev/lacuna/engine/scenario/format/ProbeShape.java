package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.shape.Option;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The fields that every probe has, and the one that says what it asks. */
final class ProbeShape {
    private static final Type<Duration> EVERY = Type.duration(Duration.ofMillis(10), Duration.ofHours(1));
    private static final Type<Duration> TIMEOUT = Type.duration(Duration.ofMillis(10), Duration.ofMinutes(10));

    private ProbeShape() {}

    static Shape<Draft.Named<ProbeSpec>> of(List<ProbeKind> kinds) {
        var options = new ArrayList<Option<Kinded>>();
        kinds.forEach(kind -> options.add(option(kind)));
        return Shape.lenient("Something that is asked again and again, on a fixed schedule.", fields -> {
            var name = fields.required("name", Names.TYPE, "Names it in measures and reports; unique in the scenario.");
            var every = fields.optional("every", EVERY, "From one sample to the next; left out: as its kind has it.");
            var timeout =
                    fields.optional("timeout", TIMEOUT, "After which a sample is bad; left out: as its kind has it.");
            var kind = fields.oneKeyOf("probe", options);
            return read -> new Draft.Named<>(read.find(name), read.origin(name), read.whole(() -> {
                var pace = read.get(kind).pace();
                return read.get(kind)
                        .maker()
                        .apply(new ProbeHead(
                                read.get(name),
                                read.get(every).orElse(pace.every()),
                                read.get(timeout).orElse(pace.timeout()),
                                read.origin()));
            }));
        });
    }

    private record Kinded(Pace pace, Function<ProbeHead, ProbeSpec> maker) {}

    private static Option<Kinded> option(ProbeKind kind) {
        return kind.type()
                .map(type -> Option.of(
                        kind.key(), type.<Kinded>map(maker -> new Kinded(kind.pace(), maker)), kind.meaning()))
                .orElseGet(() -> Option.announced(kind.key(), kind.meaning()));
    }
}
