package dev.lacuna.runner.command;

import dev.lacuna.engine.event.Label;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.run.Preflight.Safety;
import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.safeguard.Refusal;
import dev.lacuna.engine.safeguard.Remainder;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.Pause;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.shape.DurationText;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.cluster.LackingRights;
import dev.lacuna.runner.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What a run would do, in lines; found out on the cluster as it is now, and nothing done. One method for each section, in their order. */
final class PlanText {
    private final List<String> lines = new ArrayList<>();
    private final Scenario scenario;
    private final PlanFindings findings;

    PlanText(Scenario scenario, Site site, Label label, Set<String> consents, Loop loop) {
        this.scenario = scenario;
        findings = PlanFindings.of(scenario, site, consents, loop);
        head(site, label);
        scenario.experiments().forEach(this::experiment);
        findings.trouble().ifPresent(why -> lines.add("not found out: " + why.getMessage()));
        findings.safety().map(Safety::remainder).ifPresent(this::remainder);
        findings.safety().ifPresent(this::guards);
        probes();
        slos();
        safeguards();
        rights();
    }

    /**
     * How a run would end at its preflight: PASSED says that nothing speaks against it.
     *
     * @throws RuntimeException what kept the plan from being whole, where no right lacks
     */
    Ending ending() {
        return findings.ending();
    }

    /** Whether everything was found out that a plan tells. */
    boolean whole() {
        return findings.trouble().isEmpty();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    static List<String> settings(Settings settings) {
        List<String> lines = new ArrayList<>();
        lines.add("settings:");
        for (var value : settings.all()) {
            lines.add("  %-18s %s  (%s)"
                    .formatted(
                            value.setting().key(),
                            value.words().isEmpty() ? "-" : String.join(", ", value.words()),
                            value.origin()));
        }
        return lines;
    }

    private void head(Site site, Label label) {
        lines.add("plan of " + scenario.name() + " (" + scenario.file() + "); nothing is done");
        if (label.rehearsal()) {
            lines.add("REHEARSAL on a simulated control plane: no real cluster is concerned");
        }
        new TreeMap<>(site.identity()).forEach((name, value) -> lines.add("  " + name + ": " + value));
        var pause = scenario.trials().pause() instanceof Pause.Fixed fixed
                ? DurationText.write(fixed.length())
                : "as long as the cluster takes to settle";
        lines.add("trials: %d, each of at most %s%s"
                .formatted(
                        scenario.trials().count(),
                        DurationText.write(scenario.safeguards().maxDuration()),
                        scenario.trials().count() > 1 ? "; pause between them: " + pause : ""));
        lines.add("before each: every probe healthy for "
                + DurationText.write(scenario.steadyState().hold()));
    }

    private void experiment(Experiment experiment) {
        var proposal = findings.proposals().get(experiment.name());
        lines.add("experiment `%s` (%s): %s"
                .formatted(
                        experiment.name(),
                        experiment.kind(),
                        proposal == null ? "its targets are not known" : proposal.summary()));
        lines.add("  begins %s%s"
                .formatted(
                        experiment.at().map(PlanText::after).orElse(begin(experiment)),
                        experiment
                                .lasting()
                                .map(length -> ", for " + DurationText.write(length))
                                .orElse("")));
        if (!experiment.equals(scenario.experiments().get(0))) {
            lines.add("  its target is looked up again right before, and the report says who was hit");
        }
        if (proposal != null) {
            found(proposal);
        }
    }

    private static String after(java.time.Duration at) {
        return at.isZero() ? "with the trial" : DurationText.write(at) + " after the first experiment";
    }

    private String begin(Experiment experiment) {
        return experiment.equals(scenario.experiments().get(0)) ? "with the trial" : "when the one before it is over";
    }

    private void found(Proposal proposal) {
        proposal.targets().forEach(this::target);
        proposal.elections().stream().sorted().forEach(election -> lines.add("  watches the election " + election));
        proposal.notes().forEach(note -> lines.add("  " + note));
    }

    private void target(Target target) {
        var text = new StringBuilder("  hits " + target.object());
        if (!target.node().isEmpty() && !target.object().equals("node " + target.node())) {
            text.append(", node ").append(target.node());
        }
        if (!target.containerId().isEmpty()) {
            text.append(", container ").append(target.containerId());
        }
        new TreeMap<>(target.details())
                .forEach((key, value) ->
                        text.append(", ").append(key).append(' ').append(value));
        lines.add(text.toString());
    }

    private void remainder(Remainder left) {
        lines.add("left while it is on:");
        lines.add(
                left.voters().all() == 0
                        ? "  etcd: its voters can't be seen, or were not asked since nothing of the control plane is hit"
                        : "  etcd: %d of %d voters left, quorum is %d"
                                .formatted(
                                        left.voters().left(),
                                        left.voters().all(),
                                        left.voters().quorum()));
        lines.add(
                left.apiServers().isEmpty()
                        ? "  API servers: none can be seen by its pod"
                        : "  API servers: %d of %d left%s"
                                .formatted(
                                        left.apiServersLeft().size(),
                                        left.apiServers().size(),
                                        left.apiServersLeft().isEmpty()
                                                ? ""
                                                : ": "
                                                        + String.join(
                                                                ", ",
                                                                left.apiServersLeft().stream()
                                                                        .sorted()
                                                                        .toList())));
    }

    private void guards(Safety safety) {
        lines.add(findings.refused() ? "guards: REFUSED" : "guards: nothing to say against it");
        safety.opinions().forEach(this::guard);
    }

    private void guard(Guards.Opinion opinion) {
        if (opinion.refusals().isEmpty()) {
            lines.add("  well     " + opinion.guard());
        }
        for (Refusal refusal : opinion.refusals()) {
            lines.add(
                    opinion.overruled()
                            ? "  allowed  " + refusal.guard() + ": " + refusal.fact() + " (you consent to it)"
                            : "  REFUSES  " + refusal.text()
                                    + (refusal.waitable() ? " (a run waits for it between trials)" : ""));
        }
    }

    private void probes() {
        lines.add(scenario.probes().isEmpty() ? "probes: none beside the elections" : "probes:");
        scenario.probes()
                .forEach(probe -> lines.add("  %s: %s, asked every %s"
                        .formatted(probe.name(), probe.words(), DurationText.write(probe.every()))));
    }

    private void slos() {
        lines.add("judged by:");
        scenario.slos()
                .forEach(slo -> lines.add("  %s: %s of %s %s%s"
                        .formatted(
                                slo.name(),
                                slo.statistic().word(),
                                slo.measure(),
                                slo.bound(),
                                slo.unjudgeable(scenario.trials().count())
                                        .map(why -> "; " + why)
                                        .orElse(""))));
    }

    private void safeguards() {
        scenario.safeguards()
                .abortWhen()
                .forEach(abort -> lines.add("ended early when probe `%s` is down for %s"
                        .formatted(abort.probe(), DurationText.write(abort.downFor()))));
    }

    private void rights() {
        var lacking = findings.lacking();
        lines.add("rights: " + findings.needed().size() + " needed, "
                + (lacking.isEmpty() ? "none lacks" : lacking.size() + " lack:"));
        findings.needed().forEach(right -> lines.add((lacking.contains(right) ? "  LACKS " : "  has   ") + right));
        if (!lacking.isEmpty()) {
            lines.addAll(LackingRights.howToGrant(lacking));
        }
    }
}
