package dev.lacuna.experiments.handover;

import java.util.Locale;

/** Ways to force a handover; docs/mechanics.md compares them. */
public enum How {
    CRASH(
            "SIGKILL: a standby takes over when the lease has run out; the same host may win again, and then it is tried again"),
    GRACEFUL(
            "SIGTERM: where the component releases its lease, a standby takes over at its next look; the same host may win again, and then it is tried again"),
    CERTAIN("the leader is stopped until another one has renewed twice, then killed: the old process can't win"),
    TRANSFER(
            "`etcdctl move-leader` in the leader's pod: no process ends and no voter is lost; etcd takes no writes until the transferee leads, for an election timeout at most"),
    LEASE("a foreign holder is written into the lease: for up to 12 s the old leader goes on beside a new one");

    private final String note;

    How(String note) {
        this.note = note;
    }

    /** What `plan` says of it. */
    public String note() {
        return note;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
