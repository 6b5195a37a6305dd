package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;
import java.util.Optional;

/** One reason not to inject. */
public interface Guard {

    String name();

    /** What may happen when the user overrules it; empty where there is no consent. */
    Optional<String> consent();

    /** Empty when it has nothing against it. */
    List<Refusal> check(Impact impact, ClusterFacts facts);
}
