package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.scenario.shape.Type;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of probe as a scenario may ask for it.
 *
 * @param key that stands for it: {@code canary}
 * @param pace where the user gives none
 * @param type its own word or fields, as what makes a probe once its head is known; empty for a kind that is announced and not in this version
 */
public record ProbeKind(String key, String meaning, Pace pace, Optional<Type<Function<ProbeHead, ProbeSpec>>> type) {

    /**
     * A kind whose key stands before a word ({@code canary: scheduler}) or a mapping ({@code api: {through: balancer}}).
     *
     * @param type of what stands after the key
     * @param maker usually the constructor of the probe's record
     */
    public static <F> ProbeKind of(
            String key, String meaning, Pace pace, Type<F> type, BiFunction<ProbeHead, F, ? extends ProbeSpec> maker) {
        return new ProbeKind(key, meaning, pace, Optional.of(type.map(own -> head -> maker.apply(head, own))));
    }

    /** A kind that is refused by name as not in this version. */
    public static ProbeKind announced(String key, String meaning) {
        return new ProbeKind(key, meaning, Pace.USUAL, Optional.empty());
    }
}
