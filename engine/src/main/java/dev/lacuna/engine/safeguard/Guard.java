package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;

/** One reason not to inject. */
public interface Guard {

    String name();

    /** Empty when it has nothing against it. */
    List<Refusal> check(Impact impact, ClusterFacts facts);
}
