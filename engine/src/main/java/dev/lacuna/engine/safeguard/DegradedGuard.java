package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;
import java.util.Optional;

/** Nothing is hit while something is broken already: a second fault could cost what the first one left. */
final class DegradedGuard implements Guard {

    @Override
    public String name() {
        return Guards.DEGRADED;
    }

    @Override
    public Optional<String> consent() {
        return Optional.of("What is ill already may be hit.");
    }

    @Override
    public List<Refusal> check(Impact impact, ClusterFacts facts) {
        return facts.degraded().stream()
                .map(what -> new Refusal(name(), what, true, true))
                .toList();
    }
}
