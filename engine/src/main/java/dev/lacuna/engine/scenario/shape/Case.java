package dev.lacuna.engine.scenario.shape;

import java.util.Optional;

/**
 * One of the shapes that a mapping may have.
 *
 * @param key a key that this shape requires and no other case has
 * @param shape empty for a case that is announced and not in this version
 */
public record Case<T>(String key, Optional<Shape<T>> shape) {

    public Case {
        if (shape.isPresent() && !shape.get().requires(key)) {
            throw new IllegalArgumentException("the shape of case `" + key + "` doesn't require that key");
        }
    }

    public static <T> Case<T> of(String key, Shape<T> shape) {
        return new Case<>(key, Optional.of(shape));
    }

    /** A case that is refused as not in this version. */
    public static <T> Case<T> announced(String key) {
        return new Case<>(key, Optional.empty());
    }
}
