package dev.lacuna.experiments.handover;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseRead;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Writes a holder that doesn't exist into the lease, with the leader's own duration, so that a standby must wait it out. A short duration would be won back by
 * the old leader nine times in ten (docs/mechanics.md). The record heals itself: a candidate takes it when it has run out.
 */
final class LeaseStrike extends HandoverStrike {
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 20;
    private final String foreign;

    LeaseStrike(ControlPlane cluster, LeaseRecord before) {
        super(cluster, before);
        this.foreign = LeaseRecord.nobody(before.resourceVersion());
    }

    @Override
    public Intent intent() {
        return new Intent(
                "write a foreign holder into %s, held by %s".formatted(before().election(), before().holder()),
                List.of(),
                "nothing to end: a candidate takes the record when it has run out",
                Map.of(
                        "lease",
                        before().election().namespace() + "/"
                                + before().election().name()),
                before().duration());
    }

    /** The leader renews every 2 s, so a write may meet a newer version: then it is read and written anew, each time by its version. */
    @Override
    public Injection inject(Loop loop) {
        RuntimeException last = new IllegalStateException("no attempt was made");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var now = loop.await(cluster().read(before().election()), CALL, "read " + before().election())
                    .record();
            requireSameHolder(now);
            try {
                LeaseRead written = loop.await(
                        cluster()
                                .replace(now, foreign, (int) before().duration().toSeconds()),
                        CALL,
                        "write " + before().election());
                return new Injection(written.at(), written.at());
            } catch (dev.lacuna.engine.time.Stopped e) {
                throw e;
            } catch (RuntimeException e) {
                last = e;
            }
        }
        throw last;
    }

    /** Another holder's record must not be taken for the one that was chosen: its winning the lease back would look like a handover. */
    private void requireSameHolder(LeaseRecord now) {
        if (!now.holder().equals(before().holder()) && !now.holder().equals(foreign)) {
            throw new FaultException(
                    FaultException.Kind.TARGET_CHANGED,
                    "%s was held by %s when it was chosen, and is held by `%s` now; nothing was written"
                            .formatted(before().election(), before().holder(), now.holder()));
        }
    }

    @Override
    public Proof confirm(Loop loop) {
        return handedOver(
                "the foreign holder was written with the version that was read", LeaseTimes.patience(before()), loop);
    }

    @Override
    public List<String> leftovers(Loop loop) {
        var now = loop.await(cluster().read(before().election()), CALL, "read " + before().election())
                .record();
        return now.heldByNobody() ? List.of(before().election() + " is still held by " + now.holder()) : List.of();
    }
}
