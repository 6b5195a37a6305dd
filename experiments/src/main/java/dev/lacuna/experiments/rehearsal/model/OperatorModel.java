package dev.lacuna.experiments.rehearsal.model;

import java.time.Duration;
import java.util.Map;

/**
 * An operator: ordinary pods that elect a leader among themselves by client-go's package.
 *
 * @param election namespace and name of its Lease, apart by a slash
 * @param retry pause of a leader between renewals, and least pause of a standby between looks
 * @param start from a new holder's record to its first work
 * @param releases whether it gives its lease back on SIGTERM: ReleaseOnCancel of client-go, LeaderElectionReleaseOnCancel of controller-runtime, both off by default
 */
public record OperatorModel(
        String election,
        int replicas,
        Duration duration,
        Duration renewDeadline,
        Duration retry,
        Range start,
        boolean releases) {

    public OperatorModel {
        if (election.indexOf('/') < 1 || replicas < 1) {
            throw new IllegalArgumentException(
                    "an operator needs an election such as shop/cart-controller and a replica, found %s and %d"
                            .formatted(election, replicas));
        }
        LeaseModel.requireOrder(duration, renewDeadline, retry);
    }

    /** Of each pod. */
    public Map<String, String> labels() {
        return Map.of("app", name());
    }

    public String namespace() {
        return election.substring(0, election.indexOf('/'));
    }

    public String name() {
        return election.substring(election.indexOf('/') + 1);
    }

    /** Its election's times, and for the rest those of the control plane's. */
    public LeaseModel lease(LeaseModel others) {
        return new LeaseModel(
                duration,
                renewDeadline,
                retry,
                others.write(),
                others.schedulerStart(),
                start,
                others.task(),
                releases);
    }
}
