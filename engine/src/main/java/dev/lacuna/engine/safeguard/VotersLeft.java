package dev.lacuna.engine.safeguard;

import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.safeguard.Voters.Voter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a fault would leave of etcd's voters. A node that is cut off or whose etcd ends takes its voter along. An etcd that is hit where no voter is known to be may be
 * any of those whose place isn't known, and counts as one of them.
 *
 * @param all voters; 0 where they can't be seen, or were not looked for since nothing of theirs is touched
 * @param healthy those that are so now
 * @param taken how many of the healthy ones would be away
 * @param unplaced how many of these are on a node that is not known
 * @param nodes that are cut off, or whose etcd ends
 */
public record VotersLeft(int all, int healthy, int taken, int unplaced, Set<String> nodes) {

    public VotersLeft {
        nodes = Set.copyOf(nodes);
    }

    static VotersLeft of(Impact impact, List<Voter> voters) {
        Set<String> etcds = impact.losses().stream()
                .filter(loss -> loss.component().equals("etcd"))
                .map(Loss::node)
                .collect(Collectors.toSet());
        Set<String> nodes = new TreeSet<>(etcds);
        nodes.addAll(impact.cut());
        var healthy = voters.stream().filter(Voter::healthy).toList();
        int placed = (int)
                healthy.stream().filter(voter -> nodes.contains(voter.node())).count();
        int unplaced = (int) Math.min(
                etcds.stream()
                        .filter(node ->
                                voters.stream().noneMatch(voter -> voter.node().equals(node)))
                        .count(),
                healthy.stream().filter(voter -> !voter.placed()).count());
        return new VotersLeft(voters.size(), healthy.size(), placed + unplaced, unplaced, nodes);
    }

    /** How many healthy ones would be left. */
    public int left() {
        return healthy - taken;
    }

    /** How many it takes to write: more than half of all. */
    public int quorum() {
        return all / 2 + 1;
    }
}
