package dev.lacuna.runner.command;

import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.run.Preflight;
import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.safeguard.Refusal;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.setting.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a run would do, in lines; found out on the cluster as it is now, and nothing done. */
final class PlanText {
    private final List<String> lines = new ArrayList<>();
    private final Scenario scenario;
    private final Map<String, Proposal> proposals;
    private final List<Right> lacking;
    private final List<Refusal> refusals;

    PlanText(Scenario scenario, Site site, Set<String> consents, Loop loop) {
        this.scenario = scenario;
        var preflight = new Preflight(scenario, site, consents);
        proposals = preflight.proposals(1, loop);
        lacking = preflight.lacking(
                proposals.values().stream()
                        .flatMap(proposal -> proposal.rights().stream())
                        .toList(),
                loop);
        refusals = preflight.refusals(
                proposals.values().stream().map(Proposal::impact).toList(), loop);
        head(site);
        scenario.experiments().forEach(experiment -> {
            var proposal = proposals.get(experiment.name());
            if (proposal != null) {
                experiment(experiment.name(), experiment.kind(), proposal);
                again(experiment);
            }
        });
        rights(site);
        guards();
        bounds();
    }

    /** How a run would end at its preflight: PASSED says that nothing speaks against it. */
    Ending ending() {
        if (!lacking.isEmpty()) {
            return Ending.UNREACHABLE;
        }
        return refusals.isEmpty() ? Ending.PASSED : Ending.REFUSED;
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

    private void head(Site site) {
        lines.add("plan of " + scenario.name() + " (" + scenario.file() + "); nothing is done");
        if (site.rehearsal()) {
            lines.add("REHEARSAL on a simulated control plane: no real cluster is concerned");
        }
        new TreeMap<>(site.identity()).forEach((name, value) -> lines.add("  " + name + ": " + value));
        lines.add("  trials: " + scenario.trials().count() + ", each of at most "
                + scenario.safeguards().maxDuration().toSeconds() + " s without its pauses");
    }

    private void experiment(String name, String kind, Proposal proposal) {
        lines.add("experiment `" + name + "` (" + kind + "): " + proposal.summary());
        proposal.targets().forEach(this::target);
        proposal.elections().stream().sorted().forEach(election -> lines.add("  watches the election " + election));
        proposal.notes().forEach(note -> lines.add("  " + note));
    }

    /** Of what is hit later the plan knows only who would be hit now. */
    private void again(Experiment experiment) {
        if (!experiment.equals(scenario.experiments().get(0))) {
            lines.add("  begins "
                    + experiment
                            .at()
                            .map(shift -> shift.toSeconds() + " s after the start of the first")
                            .orElse("when the one before is over")
                    + "; its target is looked up again right before, and the report says who was hit");
        }
    }

    private void target(Target target) {
        var text = new StringBuilder("  hits " + target.object());
        if (!target.node().isEmpty()) {
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

    private void rights(Site site) {
        var needed = new LinkedHashSet<>(site.rights(scenario.probes()));
        proposals.values().forEach(proposal -> needed.addAll(proposal.rights()));
        lines.add("rights: " + needed.size() + " needed, "
                + (lacking.isEmpty() ? "none lacks" : lacking.size() + " lack:"));
        needed.forEach(right -> lines.add("  " + (lacking.contains(right) ? "LACKS " : "has   ") + right));
    }

    private void guards() {
        lines.add(refusals.isEmpty() ? "guards: nothing to say against it" : "guards:");
        refusals.forEach(refusal -> lines.add(
                "  refused by " + refusal.text() + (refusal.waitable() ? " (a run waits for it between trials)" : "")));
    }

    private void bounds() {
        lines.add("judged by:");
        scenario.slos()
                .forEach(slo -> lines.add(
                        "  " + slo.name() + ": " + slo.statistic().name().toLowerCase(java.util.Locale.ROOT) + " of "
                                + slo.measure() + " " + slo.bound()));
    }
}
