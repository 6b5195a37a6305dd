package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.List;
import java.util.Set;

/** All guards, asked together. */
public final class Guards {
    /** The guard that refuses while anything is not as it should be. */
    public static final String DEGRADED = "degraded";

    private static final List<Guard> ALL = List.of(
            new QuorumGuard(),
            new ApiServerGuard(),
            new DegradedGuard(),
            new OwnNodeGuard(),
            new StandbyGuard(),
            new BackOffGuard(),
            new HostNetworkGuard(),
            new ExclusionGuard());

    private Guards() {}

    /** Names that `safeguards.allow` may hold. */
    public static List<String> names() {
        return ALL.stream().map(Guard::name).toList();
    }

    /**
     * Everything that speaks against this impact.
     *
     * @param consents names of guards that the user has overruled
     */
    public static List<Refusal> check(Impact impact, ClusterFacts facts, Set<String> consents) {
        return ALL.stream()
                .flatMap(guard -> guard.check(impact, facts).stream())
                .filter(refusal -> !refusal.consentable() || !consents.contains(refusal.guard()))
                .toList();
    }
}
