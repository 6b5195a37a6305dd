package dev.lacuna.engine.run;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Waits until a cluster has got over what was done to it: its parts are ready, and no candidate of an election waits in the kubelet's restart back-off. */
public final class Settling {
    /** How long it is waited for at most: the kubelet's longest back-off is 300 s. */
    public static final Duration LIMIT = Duration.ofMinutes(6);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private Settling() {}

    /**
     * Waits, for {@link #LIMIT} at most.
     *
     * @param known what need not be waited for, because it was so from the start
     * @param telling told what is waited for, once, and only if it is waited at all
     * @return what has not settled in time; empty if all is well
     */
    public static List<String> await(Site site, Set<String> known, Loop waiting, Consumer<List<String>> telling) {
        long until = waiting.now() + LIMIT.toNanos();
        boolean told = false;
        while (true) {
            var open = look(site, waiting).stream()
                    .filter(what -> !known.contains(what))
                    .toList();
            if (open.isEmpty() || waiting.now() >= until) {
                return open;
            }
            if (!told) {
                telling.accept(open);
                told = true;
            }
            waiting.sleep(LOOK_AGAIN);
        }
    }

    /** A cluster that can't be read has not got over it. */
    private static List<String> look(Site site, Loop waiting) {
        try {
            return site.unsettled(waiting);
        } catch (ClusterFailure | FaultException | Overdue e) {
            return List.of("the cluster's state can't be read: " + e.getMessage());
        }
    }
}
