package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.scenario.Safeguards;
import dev.lacuna.engine.scenario.Safeguards.AbortWhen;
import dev.lacuna.engine.scenario.SteadyState;
import dev.lacuna.engine.scenario.Trials;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of a scenario file, but for those of schedule, experiments, probes and SLOs. */
final class ScenarioShape {
    /** A name that can be a folder, a label and part of a pod's name. */
    private static final Type<String> NAME = Type.text(
            "a name of lower-case letters, digits and `-`, such as leader-crash", "[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63);

    private static final Type<String> DESCRIPTION = Type.text("a text of at most 4096 characters", "[\\s\\S]*", 4096);

    private ScenarioShape() {}

    static Shape<Draft> of(List<FaultKind> faults, List<ProbeKind> probes, List<Consent> consents) {
        var specShape = spec(faults, probes, consents);
        return Shape.lenient("A scenario: what is done to a control plane, and how soon it must be back.", fields -> {
            fields.required("apiVersion", Type.word(ScenarioFormat.API_VERSION), "The version of this format.");
            var kind = fields.required("kind", Type.word(ScenarioFormat.KIND), "What this document is.");
            var metadata = fields.required("metadata", Type.of(metadata()), "Who this scenario is.");
            var spec = fields.required("spec", Type.of(specShape), "What it does.");
            return read ->
                    new Draft(read.find(kind).flatMap(right -> read.find(metadata)), read.find(spec), read.origin());
        });
    }

    private static Shape<Draft.Named<Map<String, String>>> metadata() {
        return Shape.lenient("Who a scenario is.", fields -> {
            var name = fields.required(
                    "name", NAME, "Names the scenario in reports; unique among those that are read together.");
            var labels =
                    fields.optional("labels", Type.labels(), Map.of(), "Words of the user's own, copied into reports.");
            return read -> new Draft.Named<>(read.find(name), read.origin(name), read.whole(() -> read.get(labels)));
        });
    }

    private static Shape<Draft.Spec> spec(List<FaultKind> faults, List<ProbeKind> probes, List<Consent> consents) {
        return Shape.of("What a scenario does.", fields -> {
            var description = fields.optional("description", DESCRIPTION, "", "What is expected, for people.");
            var schedule = fields.optional(
                    "schedule", Type.of(ScheduleShape.SHAPE), "When to run by itself; `run` ignores it.");
            var trials = fields.section("trials", trials(), "How often the experiments are repeated.");
            var steady = fields.section("steadyState", steadyState(), "What must hold before anything is injected.");
            var experiments = fields.required(
                    "experiments", Type.listOf(Type.of(ExperimentShape.of(faults)), 1, 100), "The faults, in order.");
            var probed = fields.optional(
                    "probes",
                    Type.listOf(Type.of(ProbeShape.of(probes)), 0, 100),
                    List.of(),
                    "What is watched all the time.");
            var slos = fields.required(
                    "slos", Type.listOf(Type.of(SloShape.SHAPE), 1, 100), "The bounds that make the verdict.");
            var safeguards = fields.section("safeguards", safeguards(consents), "What ends a trial early.");
            fields.checkAll(read -> UniqueNames.check("experiment", Draft.Planned.named(read.get(experiments))));
            fields.checkAll(read -> UniqueNames.check("probe", read.get(probed)));
            fields.checkAll(read -> UniqueNames.check("SLO", Draft.Judged.named(read.get(slos))));
            fields.checkAll(read -> new Measures(read.find(experiments), read.find(probed)).check(read.get(slos)));
            fields.checkAll(read ->
                    new ProbeNames(read.find(probed)).check(read.get(safeguards).aborts()));
            return read -> new Draft.Spec(
                    read.get(description),
                    read.get(schedule),
                    read.get(trials),
                    read.get(steady),
                    read.get(experiments),
                    read.get(probed),
                    read.get(slos),
                    read.get(safeguards));
        });
    }

    private static Shape<Trials> trials() {
        return Shape.of("How often the experiments are repeated.", fields -> {
            var count = fields.optional("count", Type.wholeNumber(1, 1_000), 1, "The number of trials.");
            var pause = fields.optional(
                    "pause",
                    Type.spelled(new PauseSpelling()),
                    new Pause.Auto(),
                    "Between two trials; `auto`: until the cluster has settled, and no candidate is in the kubelet's restart back-off.");
            return read -> new Trials(read.get(count), read.get(pause));
        });
    }

    private static Shape<SteadyState> steadyState() {
        return Shape.of("What must hold before anything is injected.", fields -> {
            var hold = fields.optional(
                    "hold", Type.duration(), Duration.ofSeconds(10), "How long every probe must be healthy.");
            return read -> new SteadyState(read.get(hold));
        });
    }

    private static Shape<Draft.Guarded> safeguards(List<Consent> consents) {
        var words = new ArrayList<String>();
        consents.forEach(consent -> words.add(consent.word()));
        return Shape.lenient("What ends a trial early, and what is consented to.", fields -> {
            var longest = fields.optional(
                    "maxDuration",
                    Type.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
                    Duration.ofMinutes(10),
                    "The longest that one trial may take, from its baseline on, without the pauses between trials. Healing takes what it needs.");
            var abort = fields.optional(
                    "abortWhen",
                    Type.listOf(Type.of(abortWhen()), 0, 100),
                    List.of(),
                    "Each of these ends the run at once.");
            var allow = fields.optional(
                    "allow",
                    Type.listOf(Type.oneOf(words), 0, 100),
                    List.of(),
                    "Guards whose refusal is consented to: " + meanings(consents));
            return read -> new Draft.Guarded(
                    read.find(abort).orElse(List.of()),
                    read.whole(() -> new Safeguards(
                            read.get(longest), Draft.Named.values(read.get(abort)), Set.copyOf(read.get(allow)))));
        });
    }

    private static Shape<Draft.Named<AbortWhen>> abortWhen() {
        return Shape.lenient("A probe that is down for too long.", fields -> {
            var probe = fields.required("probe", Names.TYPE, "The name of one of the scenario's probes.");
            var downFor = fields.required(
                    "downFor",
                    Type.duration(Duration.ofMillis(1), Duration.ofHours(24)),
                    "How long it may be down at most.");
            return read -> new Draft.Named<>(
                    read.find(probe),
                    read.origin(probe),
                    read.whole(() -> new AbortWhen(read.get(probe), read.get(downFor), read.origin(probe))));
        });
    }

    private static String meanings(List<Consent> consents) {
        var text = new StringBuilder();
        consents.forEach(consent -> text.append(text.isEmpty() ? "" : "; ")
                .append('`')
                .append(consent.word())
                .append("` ")
                .append(consent.meaning()));
        return text.isEmpty() ? "none in this build." : text.append('.').toString();
    }
}
