package dev.lacuna.engine.run;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.explanation.Outlooks;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.safeguard.Refusal;
import dev.lacuna.engine.safeguard.Remainder;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds out what a trial would hit and whether anything speaks against it. Touches nothing; {@code plan} and {@code run} both begin here. */
public final class Preflight {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private final Scenario scenario;
    private final Site site;
    private final Set<String> consents;
    private final Set<Right> granted = new HashSet<>();

    public Preflight(Scenario scenario, Site site, Set<String> consents) {
        this.scenario = scenario;
        this.site = site;
        this.consents = new HashSet<>(consents);
        this.consents.addAll(scenario.safeguards().allow());
    }

    /**
     * What would be hit now, by experiment.
     *
     * @param trial names the random choices, with the run's seed
     * @throws FaultException when there is no target, or this cluster can't have this fault
     */
    public Map<String, Proposal> proposals(int trial, Loop loop) {
        Map<String, Proposal> proposals = new LinkedHashMap<>();
        propose(trial, loop).forEach(step -> proposals.put(step.experiment.name(), step.proposal));
        return proposals;
    }

    private List<Step> propose(int trial, Loop loop) {
        List<Step> steps = new ArrayList<>();
        for (var experiment : scenario.experiments()) {
            var fault = site.fault(experiment, draw(trial, experiment.name()));
            steps.add(new Step(experiment, fault, fault.propose(loop)));
        }
        return steps;
    }

    /** What the cluster's own timers say of the SLOs, of the faults as they would be injected now. */
    public List<Outlook> outlooks(int trial, Loop loop) {
        return outlooks(propose(trial, loop), loop);
    }

    List<Outlook> outlooks(List<Step> steps, Loop loop) {
        return Outlooks.of(
                scenario,
                steps.stream()
                        .flatMap(step -> step.fault.bounds(step.proposal, loop).stream())
                        .toList());
    }

    static String draw(int trial, String experiment) {
        return "trial " + trial + " " + experiment;
    }

    /** The rights that the scenario is known to need before anything is read. */
    public List<Right> firstRights() {
        Set<Right> needed = new LinkedHashSet<>(site.rights(scenario.probes()));
        scenario.experiments()
                .forEach(experiment -> needed.addAll(
                        site.fault(experiment, draw(1, experiment.name())).rights()));
        return List.copyOf(needed);
    }

    /** All rights that the scenario needs, and this runner lacks. */
    public List<Right> lacking(List<Right> ofFaults, Loop loop) {
        return site.lacking(List.copyOf(needed(ofFaults)), loop);
    }

    private Set<Right> needed(List<Right> ofFaults) {
        Set<Right> needed = new LinkedHashSet<>(firstRights());
        needed.addAll(ofFaults);
        return needed;
    }

    /** What the guards say of all experiments together, as they may be in force at the same time. */
    public List<Refusal> refusals(List<Impact> impacts, Loop loop) {
        var impact = together(impacts);
        return Guards.check(impact, site.facts(impact, loop), consents);
    }

    /** The same, guard by guard, with what would be left of the control plane. */
    public Safety safety(List<Impact> impacts, Loop loop) {
        var impact = together(impacts);
        var facts = site.facts(impact, loop);
        return new Safety(Guards.opinions(impact, facts, consents), Remainder.of(impact, facts));
    }

    /** How safe the experiments would be now. */
    public record Safety(List<Guards.Opinion> opinions, Remainder remainder) {

        public Safety {
            opinions = List.copyOf(opinions);
        }
    }

    /**
     * Proposes, and waits while only such guards refuse whose reason passes by itself.
     *
     * @throws RunRefused when a guard refuses or rights lack
     */
    List<Step> clear(int trial, Loop loop, EventStream events, Duration patience) {
        long until = loop.now() + patience.toNanos();
        String waitedFor = "";
        boolean asked = trial > 1;
        while (true) {
            List<Step> steps;
            try {
                steps = propose(trial, loop);
            } catch (FaultException e) {
                waitedFor = waitOrRefuse(e, new Waited(trial, waitedFor, until), loop, events);
                continue;
            }
            if (!asked) {
                requireRights(rightsOf(steps), loop);
                asked = true;
            }
            var refusals =
                    refusals(steps.stream().map(step -> step.proposal.impact()).toList(), loop);
            if (refusals.isEmpty()) {
                steps.forEach(step -> events.publish(
                        new Event.Proposed(trial, step.experiment.name(), step.experiment.kind(), step.proposal)));
                return steps;
            }
            boolean waits = refusals.stream().allMatch(Refusal::waitable) && loop.now() < until;
            if (!waits) {
                events.publish(new Event.Refused(
                        trial, refusals.stream().map(Refusal::text).toList()));
                throw new RunRefused(Ending.REFUSED, "refused by " + words(refusals));
            }
            waitedFor = tellWait(facts(refusals), new Waited(trial, waitedFor, until), loop, events);
            loop.sleep(LOOK_AGAIN);
        }
    }

    /** @param before what was waited for at the last look */
    private record Waited(int trial, String before, long until) {}

    private static String waitOrRefuse(FaultException failure, Waited waited, Loop loop, EventStream events) {
        String why = String.valueOf(failure.getMessage());
        if (failure.kind() != FaultException.Kind.NO_LEADER || loop.now() >= waited.until) {
            throw new RunRefused(Ending.of(failure), why);
        }
        String told = tellWait(why, waited, loop, events);
        loop.sleep(LOOK_AGAIN);
        return told;
    }

    private static String facts(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.guard() + ": " + refusal.fact())
                .collect(Collectors.joining("; "));
    }

    /** Tells what is waited for, once until that changes: seconds that count down are no change. */
    private static String tellWait(String facts, Waited waited, Loop loop, EventStream events) {
        String now = facts.replaceAll("[0-9]+ s\\b", "");
        if (!now.equals(waited.before)) {
            events.publish(new Event.Entered(
                    waited.trial,
                    RunState.PREFLIGHT.name(),
                    "waiting until this has passed: " + facts,
                    Duration.ofNanos(waited.until - loop.now())));
        }
        return now;
    }

    /**
     * Asks again right before the injection, when time has passed since {@link #clear}.
     *
     * @throws FaultException when something else would be hit by now, or a guard has come to refuse it
     */
    void requireStillClear(int trial, List<Step> steps, Loop loop) {
        List<Step> now = propose(trial, loop);
        for (int i = 0; i < steps.size(); i++) {
            var was = places(steps.get(i).proposal);
            var is = places(now.get(i).proposal);
            if (!was.equals(is)) {
                throw new FaultException(
                        FaultException.Kind.TARGET_CHANGED,
                        "`%s` would hit something else by now than what the guards were asked about: %s; before: %s. Nothing was injected"
                                .formatted(steps.get(i).experiment.name(), is, was));
            }
        }
        requireNoRefusal(
                refusals(now.stream().map(step -> step.proposal.impact()).toList(), loop));
    }

    /**
     * What a later experiment would hit by now. The guards judge it together with what is in force. That the cluster is degraded is not held against it: the trial's own
     * faults did that; quorum, standbys and API servers are counted as they are now.
     *
     * @throws FaultException when there is no target now, or a guard refuses it
     */
    Proposal clearLater(Step step, List<Step> all, Loop loop) {
        for (Step other : all) {
            if (!other.leftovers.isEmpty()) {
                throw new FaultException(
                        FaultException.Kind.UNSAFE,
                        "`%s` was not injected, because `%s` could not be healed yet: %s"
                                .formatted(step.name(), other.name(), String.join("; ", other.leftovers)));
            }
        }
        var proposal = step.fault.propose(loop);
        List<Impact> impacts = new ArrayList<>();
        impacts.add(proposal.impact());
        all.stream().filter(other -> other.armed).forEach(other -> impacts.add(other.proposal.impact()));
        var impact = together(impacts);
        Set<String> consented = new HashSet<>(consents);
        consented.add(Guards.DEGRADED);
        requireNoRefusal(Guards.check(impact, site.facts(impact, loop), consented));
        return proposal;
    }

    private static void requireNoRefusal(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw new FaultException(FaultException.Kind.UNSAFE, "refused by " + words(refusals));
        }
    }

    private static String words(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::text).collect(Collectors.joining("\n  "));
    }

    private static Set<String> places(Proposal proposal) {
        return proposal.targets().stream()
                .map(target ->
                        "%s, node %s, container %s".formatted(target.object(), target.node(), target.containerId()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Right> rightsOf(List<Step> steps) {
        return steps.stream().flatMap(step -> step.proposal.rights().stream()).toList();
    }

    /**
     * Asks for what the run itself, its probes and, as far as it is known, its faults need, before anything is read: without the right to read a target only the first refusal would be told.
     *
     * @throws RunRefused naming every one of them that lacks
     */
    void requireFirstRights(Loop loop) {
        requireRights(List.of(), loop);
    }

    /**
     * Asks for each right once: most of them come again when the faults are known, a moment after the first question.
     *
     * @throws RunRefused naming every right that lacks
     */
    private void requireRights(List<Right> ofFaults, Loop loop) {
        var needed = needed(ofFaults);
        needed.removeAll(granted);
        var lacking = needed.isEmpty() ? List.<Right>of() : site.lacking(List.copyOf(needed), loop);
        if (!lacking.isEmpty()) {
            throw new RunRefused(
                    Ending.UNREACHABLE,
                    "rights lack: " + lacking.stream().map(Right::toString).collect(Collectors.joining("; "))
                            + ". Nothing was done. docs/rbac.md lists the rules of each fault");
        }
        granted.addAll(needed);
    }

    private static Impact together(List<Impact> impacts) {
        return new Impact(
                impacts.stream().flatMap(impact -> impact.nodes().stream()).collect(Collectors.toSet()),
                impacts.stream().flatMap(impact -> impact.losses().stream()).collect(Collectors.toSet()),
                impacts.stream().flatMap(impact -> impact.elections().stream()).collect(Collectors.toSet()),
                impacts.stream().anyMatch(Impact::wholeNodeNetwork),
                impacts.stream().flatMap(impact -> impact.cut().stream()).collect(Collectors.toSet()),
                impacts.stream().flatMap(impact -> impact.namespaces().stream()).collect(Collectors.toSet()));
    }
}
