package dev.lacuna.runner.wiring;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.cluster.Recovery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recovery of a control plane, as the command shows it. Used by one thread, {@code find} first. */
final class PlaneRecovery implements Recovery {
    private final dev.lacuna.experiments.site.Recovery recovery;
    private dev.lacuna.experiments.site.Recovery.@Nullable Found last;

    PlaneRecovery(dev.lacuna.experiments.site.Recovery recovery) {
        this.recovery = recovery;
    }

    @Override
    public List<Found> find(Search search, Loop loop) {
        var found = recovery.find(search.everyNode(), search.journals());
        last = found;
        List<Found> all = new ArrayList<>();
        found.runs().forEach(run -> all.add(new Found(run, "journal of a run")));
        found.makers().forEach(run -> all.add(new Found(run, "objects that probes work on")));
        found.helpers()
                .forEach(helper -> all.add(new Found(
                        helper.runId(),
                        "helper pod " + helper.namespace() + "/" + helper.name() + " on node " + helper.node())));
        found.nodes()
                .forEach(node ->
                        all.add(new Found("", "node " + node + ", where filters or stopped processes may be left")));
        found.lock().ifPresent(holder -> all.add(new Found("", "the lock of runs, held by " + holder)));
        return all;
    }

    @Override
    public Result recover(List<Found> found, Loop loop) {
        if (last == null) {
            throw new IllegalStateException("nothing was looked for yet");
        }
        var outcome = recovery.end(last);
        return new Result(outcome.done(), outcome.left(), outcome.alone());
    }
}
