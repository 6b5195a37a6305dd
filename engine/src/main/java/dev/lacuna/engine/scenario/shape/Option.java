package dev.lacuna.engine.scenario.shape;

import java.util.Optional;

/**
 * One of several keys of which a mapping has exactly one.
 *
 * @param type empty for a key that is announced and not in this version
 */
public record Option<V>(String key, Optional<Type<V>> type, String meaning) {

    public static <V> Option<V> of(String key, Type<V> type, String meaning) {
        return new Option<>(key, Optional.of(type), meaning);
    }

    public static <V> Option<V> announced(String key, String meaning) {
        return new Option<>(key, Optional.empty(), meaning);
    }
}
