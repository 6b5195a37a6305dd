package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * What one guard says of an impact.
     *
     * @param refusals empty where it has nothing against it
     * @param overruled whether the user has consented to these
     */
    public record Opinion(String guard, List<Refusal> refusals, boolean overruled) {

        public Opinion {
            refusals = List.copyOf(refusals);
        }

        /** Whether it keeps the fault from being injected. */
        public boolean refuses() {
            return !refusals.isEmpty() && !overruled;
        }
    }

    /** What {@code safeguards.allow} may hold, and what may happen then: the guards that can be overruled, in their order. */
    public static Map<String, String> consents() {
        Map<String, String> consents = new LinkedHashMap<>();
        ALL.forEach(guard -> guard.consent().ifPresent(meaning -> consents.put(guard.name(), meaning)));
        return consents;
    }

    /**
     * What each guard says, all of them in their order.
     *
     * @param consents names of guards that the user has overruled
     */
    public static List<Opinion> opinions(Impact impact, ClusterFacts facts, Set<String> consents) {
        return ALL.stream()
                .map(guard -> {
                    var refusals = guard.check(impact, facts);
                    boolean overruled = consents.contains(guard.name())
                            && !refusals.isEmpty()
                            && refusals.stream().allMatch(Refusal::consentable);
                    return new Opinion(guard.name(), refusals, overruled);
                })
                .toList();
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
