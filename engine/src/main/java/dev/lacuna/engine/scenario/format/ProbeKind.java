package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.shape.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of probe as a scenario may ask for it.
 *
 * @param key that stands for it: {@code canary}
 * @param pace where the user gives none
 * @param measures that it offers, in the order of the reference page
 * @param type its own word or fields, as what makes a probe once its head is known; empty for a kind that is announced and not in this version
 */
public record ProbeKind(
        String key,
        String meaning,
        Pace pace,
        List<Measure> measures,
        Optional<Type<Function<ProbeHead, ProbeSpec>>> type) {

    public ProbeKind {
        measures = List.copyOf(measures);
    }

    /**
     * What a probe of a kind measures in each trial.
     *
     * @param name without the probe's own: {@code longestGap}
     * @param meaning as the reference page says it
     */
    public record Measure(String name, String meaning) {}

    /**
     * A kind whose key stands before a word ({@code canary: scheduler}) or a mapping ({@code api: {through: balancer}}).
     *
     * @param type of what stands after the key
     * @param maker usually the constructor of the probe's record
     */
    public static <F> ProbeKind of(
            String key, String meaning, Pace pace, Type<F> type, BiFunction<ProbeHead, F, ? extends ProbeSpec> maker) {
        return new ProbeKind(
                key, meaning, pace, List.of(), Optional.of(type.map(own -> head -> maker.apply(head, own))));
    }

    /** A kind that is refused by name as not in this version. */
    public static ProbeKind announced(String key, String meaning) {
        return new ProbeKind(key, meaning, Pace.USUAL, List.of(), Optional.empty());
    }

    /** The same kind with these measures. */
    public ProbeKind measuring(List<Measure> offered) {
        return new ProbeKind(key, meaning, pace, offered, type);
    }

    /** Names of the measures, without the probe's own. */
    public Set<String> measureNames() {
        Set<String> names = new LinkedHashSet<>();
        measures.forEach(measure -> names.add(measure.name()));
        return names;
    }
}
