package dev.lacuna.runner.command;

import dev.lacuna.engine.event.Label;
import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.runner.cluster.CannotConnect;
import dev.lacuna.runner.cluster.Cluster;
import dev.lacuna.runner.setting.Settings;
import java.util.function.BiFunction;

/** Connects commands to the cluster that is named, and turns what goes wrong on the way into messages. */
final class Clusters {
    private final Outside outside;
    private final Settings settings;

    Clusters(Outside outside, Settings settings) {
        this.outside = outside;
        this.settings = settings;
    }

    /** Whether there is no cluster named, so that everything happens on a simulated one. */
    boolean rehearses() {
        return !settings.nameCluster();
    }

    Label label() {
        return rehearses() ? Label.REHEARSAL : Label.REAL;
    }

    /** Says first of all where everything happens, if it is not on a real cluster. */
    void tellRehearsal() {
        if (rehearses()) {
            outside.terminal()
                    .out()
                    .println(
                            "Rehearsal: no cluster is named (--context NAME), so this is a simulated control plane in virtual time.");
        }
    }

    /** @throws CommandFailure naming the contexts that there are */
    void requireNamed() {
        if (!settings.nameCluster()) {
            var contexts = outside.connector().get().contexts(settings);
            var known = contexts.isEmpty()
                    ? "no kubeconfig with a context was found"
                    : "contexts: " + String.join(", ", contexts);
            throw CommandFailure.usage(
                    "no cluster is named, and none is hit by default; say --context NAME or --in-cluster (" + known
                            + ")");
        }
    }

    <T> T use(String runId, long seed, BiFunction<Cluster, Loop, T> work) {
        var loop = rehearses()
                ? outside.beat().rehearsalLoop(seed)
                : outside.beat().loop(seed);
        try (var cluster = connect(runId, loop)) {
            return work.apply(cluster, loop);
        } catch (ClusterFailure | Overdue e) {
            throw new CommandFailure(Ending.UNREACHABLE, String.valueOf(e.getMessage()));
        } catch (FaultException e) {
            throw new CommandFailure(Ending.of(e), String.valueOf(e.getMessage()));
        } finally {
            outside.beat().close(loop);
        }
    }

    private Cluster connect(String runId, Loop loop) {
        try {
            return outside.connector().get().connect(settings, runId, loop);
        } catch (CannotConnect e) {
            throw new CommandFailure(e.ending(), String.valueOf(e.getMessage()));
        }
    }
}
