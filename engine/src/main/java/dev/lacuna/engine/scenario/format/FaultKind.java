package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.fault.FaultSpec;
import dev.lacuna.engine.scenario.shape.Shape;
import java.util.Optional;

/**
 * A kind of fault as a scenario may ask for it.
 *
 * @param key that stands for it: {@code kill}
 * @param shape its own fields; empty for a kind that is announced and not in this version
 */
public record FaultKind(String key, Span span, Optional<Shape<? extends FaultSpec>> shape, String meaning) {

    public static FaultKind of(String key, Span span, Shape<? extends FaultSpec> shape) {
        return new FaultKind(key, span, Optional.of(shape), shape.meaning());
    }

    /** A kind that is refused by name as not in this version. */
    public static FaultKind announced(String key, String meaning) {
        return new FaultKind(key, Span.ALLOWED, Optional.empty(), meaning);
    }
}
