package dev.lacuna.engine.fault;

import dev.lacuna.engine.scenario.shape.Origin;
import java.util.Set;

/** What a scenario asks of one fault, as it was read: a record of the fault's own package. */
public interface FaultSpec {

    /** The key that stands for it in a scenario: {@code kill}. */
    String kind();

    /** Where its fields stand. */
    Origin origin();

    /**
     * The leases whose elections it surely hits ({@code kube-scheduler}, or {@code namespace/name} outside of kube-system). Empty where only the cluster
     * can tell: an SLO may then measure any election.
     */
    default Set<String> elections() {
        return Set.of();
    }
}
