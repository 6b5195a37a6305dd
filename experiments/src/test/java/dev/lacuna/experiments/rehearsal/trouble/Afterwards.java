package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.time.Loop;
import java.time.Duration;

/** What ends by itself once nobody speaks to the helpers any more. */
final class Afterwards {
    /** The agent's lease of 15 s, its look once a second, and a command that is on its way. */
    private static final Duration AGENTS = Duration.ofSeconds(18);

    /**
     * Without agent and guards: the kernel's expiry of filters, 5 s after the lease's end. A stopped process then waits for its kubelet (docs/mechanics.md, "A process that hangs"), if its
     * pod has a liveness probe, as the control plane's have; without one it waits for a recovery, which must then be asked for.
     */
    private static final Duration KERNEL = Duration.ofSeconds(22);

    private static final Duration KUBELET = Duration.ofSeconds(160);

    private Afterwards() {}

    static void check(Account account, Loop loop) {
        boolean guardless = account.made.has(Trouble.Kind.HELPER_AND_GUARDS_KILLED);
        loop.sleep(guardless ? KERNEL : AGENTS);
        var left = account.witness.inForce();
        if (guardless && left.stream().noneMatch(fault -> fault.contains("filter"))) {
            if (left.isEmpty()) {
                return;
            }
            loop.sleep(KUBELET.minus(KERNEL));
            left = account.witness.inForce().stream()
                    .filter(fault -> !fault.contains(": stopped " + Witness.ORDINARY))
                    .toList();
        }
        if (!left.isEmpty()) {
            account.breaks("nobody has spoken to the helpers for longer than they wait, and there is still " + left);
        }
    }
}
