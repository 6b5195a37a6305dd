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

    /** All rights that the scenario needs, and this runner lacks. */
    public List<Right> lacking(List<Right> ofFaults, Loop loop) {
        Set<Right> needed = new LinkedHashSet<>(site.rights(scenario.probes()));
        needed.addAll(ofFaults);
        return site.lacking(List.copyOf(needed), loop);
    }

    /** What the guards say of all experiments together, as they may be in force at the same time. */
    public List<Refusal> refusals(List<Impact> impacts, Loop loop) {
        var impact = together(impacts);
        return Guards.check(impact, site.facts(impact, loop), consents);
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
            List<Step> steps = proposeOrRefuse(trial, loop);
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
                throw new RunRefused(
                        Ending.REFUSED,
                        "refused by " + refusals.stream().map(Refusal::text).collect(Collectors.joining("\n  ")));
            }
            waitedFor = tellWait(trial, refusals, waitedFor, events, Duration.ofNanos(until - loop.now()));
            loop.sleep(LOOK_AGAIN);
        }
    }

    /** Tells what is waited for, once until that changes: seconds that count down are no change. */
    private static String tellWait(
            int trial, List<Refusal> refusals, String before, EventStream events, Duration atMost) {
        String facts = refusals.stream()
                .map(refusal -> refusal.guard() + ": " + refusal.fact())
                .collect(Collectors.joining("; "));
        String now = facts.replaceAll("[0-9]+ s\\b", "");
        if (!now.equals(before)) {
            events.publish(new Event.Entered(
                    trial, RunState.PREFLIGHT.name(), "waiting until this has passed: " + facts, atMost));
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
        var refusals = refusals(now.stream().map(step -> step.proposal.impact()).toList(), loop);
        if (!refusals.isEmpty()) {
            throw new FaultException(
                    FaultException.Kind.UNSAFE,
                    "refused by " + refusals.stream().map(Refusal::text).collect(Collectors.joining("\n  ")));
        }
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
     * Asks for what the run itself and its probes need, before anything is read: without the right to read a target only the first refusal would be told.
     *
     * @throws RunRefused naming every one of them that lacks
     */
    void requireFirstRights(Loop loop) {
        requireRights(List.of(), loop);
    }

    /** @throws RunRefused naming every right that lacks */
    private void requireRights(List<Right> ofFaults, Loop loop) {
        var lacking = lacking(ofFaults, loop);
        if (!lacking.isEmpty()) {
            throw new RunRefused(
                    Ending.UNREACHABLE,
                    "rights lack: " + lacking.stream().map(Right::toString).collect(Collectors.joining("; "))
                            + ". Nothing was done. docs/rbac.md lists the rules of each fault");
        }
    }

    private List<Step> proposeOrRefuse(int trial, Loop loop) {
        try {
            return propose(trial, loop);
        } catch (FaultException e) {
            throw new RunRefused(Ending.of(e), String.valueOf(e.getMessage()));
        }
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
