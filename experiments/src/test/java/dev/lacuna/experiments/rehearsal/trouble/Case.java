package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import java.util.List;

/**
 * All that one troubled run is made of. The same case gives the same run.
 *
 * @param seed of the simulation's chance
 */
record Case(long seed, Scenario scenario, ClusterModel model, List<Trouble> troubles) {

    Case {
        troubles = List.copyOf(troubles);
    }

    boolean has(Trouble.Kind kind) {
        return troubles.stream().anyMatch(trouble -> trouble.kind() == kind);
    }

    boolean hasCallTroubles() {
        return troubles.stream().anyMatch(trouble -> trouble.kind().ofCalls());
    }

    String words() {
        var text = new StringBuilder("seed " + seed + ", scenario `" + scenario.name() + "`");
        scenario.experiments()
                .forEach(one -> text.append("\n  experiment `")
                        .append(one.name())
                        .append("`: ")
                        .append(one.fault().toString().replaceAll(", origin=[^,\\]]*", ""))
                        .append(one.at().map(at -> ", at " + at).orElse(""))
                        .append(one.lasting().map(length -> ", for " + length).orElse("")));
        scenario.probes()
                .forEach(probe -> text.append("\n  probe `")
                        .append(probe.name())
                        .append("`: ")
                        .append(probe.words()));
        scenario.slos()
                .forEach(slo -> text.append("\n  SLO ")
                        .append(slo.measure())
                        .append(' ')
                        .append(slo.bound()));
        text.append("\n  trials ")
                .append(scenario.trials())
                .append(", ")
                .append(scenario.safeguards().maxDuration());
        scenario.safeguards().allow().forEach(guard -> text.append(", allows ").append(guard));
        text.append("\n  ")
                .append(model.controlPlanes())
                .append(" control planes, zones ")
                .append(model.zones())
                .append(", lease ")
                .append(model.lease().duration())
                .append('/')
                .append(model.lease().renewDeadline())
                .append('/')
                .append(model.lease().retry());
        text.append(", clocks apart by ").append(model.node().clockSkew());
        text.append("\n  load ").append(model.api().load());
        model.apps().workloads().forEach(one -> text.append("\n  workload ").append(one));
        model.apps().operators().forEach(one -> text.append("\n  operator ").append(one));
        troubles.forEach(trouble -> text.append("\n  trouble: ").append(trouble));
        return text.toString();
    }
}
