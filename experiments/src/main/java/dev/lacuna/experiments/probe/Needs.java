package dev.lacuna.experiments.probe;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.explanation.Span;
import dev.lacuna.engine.probe.Outage;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.EtcdMember;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a good answer on a path takes, and so what may divide the time without one. A value.
 *
 * @param of what must work: {@code kube-apiserver on cp1}, {@code etcd}
 * @param firstUnderNextLeader what the first good answer after the loss of etcd's leader shows, in words; empty where it shows nothing of etcd
 * @param untilAnswered the part of a gap that is left then, in words
 * @param untilWell the same, of a recovery
 */
public record Needs(Set<String> of, String firstUnderNextLeader, String untilAnswered, String untilWell) {
    private static final String ANSWERS = "last bad and first good answer";
    private static final String STARTS = "start until it answers well";

    /** Nobody knows. */
    public static final Needs UNKNOWN = new Needs(Set.of(), "", STARTS, STARTS);

    public Needs {
        of = Set.copyOf(of);
    }

    /** One API server and its member of etcd. */
    public static Needs server(String node) {
        return new Needs(Set.of("kube-apiserver on " + node, "etcd on " + node), "", STARTS, STARTS);
    }

    /**
     * A leader of etcd, through whichever server.
     *
     * @param first what the first good answer is the first of
     */
    public static Needs leaderOfEtcd(String first) {
        return new Needs(
                Set.of(EtcdMember.ELECTION),
                "the next leader's first " + first,
                "until the first request that was answered",
                "requests that failed after that, until all were answered");
    }

    Span recovery(Interval effect, Interval recovered, Optional<Interval> firstAnswer) {
        var own = firstAnswer
                .filter(at -> !firstUnderNextLeader.isEmpty())
                .map(at -> new Milestone(
                        EtcdMember.NEXT_LEADER,
                        at,
                        firstUnderNextLeader,
                        "first good answer to a request that was sent after the fault"));
        return new Span(
                PathMeasures.RECOVERY, of, effect, recovered, own.stream().toList(), untilWell, ANSWERS);
    }

    /** By the times at which requests were sent, as gaps are measured. */
    Span gap(Outage outage) {
        return new Span(
                PathMeasures.LONGEST_GAP, of, outage.began(), outage.ended(), List.of(), untilAnswered, ANSWERS);
    }
}
