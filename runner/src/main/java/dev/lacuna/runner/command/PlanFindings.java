package dev.lacuna.runner.command;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.run.Preflight;
import dev.lacuna.engine.run.Preflight.Safety;
import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.safeguard.Guards;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.Overdue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan stands on, found out on the cluster as it is now.
 *
 * @param proposals by experiment; empty where something could not be found
 * @param needed every right that the scenario needs, as far as that is known
 * @param lacking those that this runner lacks
 * @param safety what the guards say; empty where there is nothing that they could be asked about
 * @param trouble why proposals or safety lack
 */
record PlanFindings(
        Map<String, Proposal> proposals,
        List<Right> needed,
        List<Right> lacking,
        Optional<Safety> safety,
        Optional<RuntimeException> trouble) {

    PlanFindings {
        proposals = Map.copyOf(proposals);
        needed = List.copyOf(needed);
        lacking = List.copyOf(lacking);
    }

    /** A right that lacks keeps something from being read: then the rest is found all the same, so that every right that lacks is told at once. */
    static PlanFindings of(Scenario scenario, Site site, Set<String> consents, Loop loop) {
        var preflight = new Preflight(scenario, site, consents);
        Map<String, Proposal> proposals = Map.of();
        Optional<Safety> safety = Optional.empty();
        Optional<RuntimeException> trouble = Optional.empty();
        try {
            proposals = preflight.proposals(1, loop);
            safety = Optional.of(preflight.safety(
                    proposals.values().stream().map(Proposal::impact).toList(), loop));
        } catch (ClusterFailure | FaultException | Overdue e) {
            trouble = Optional.of(e);
        }
        Set<Right> needed = new LinkedHashSet<>(preflight.firstRights());
        proposals.values().forEach(proposal -> needed.addAll(proposal.rights()));
        var lacking = preflight.lacking(List.copyOf(needed), loop);
        return new PlanFindings(proposals, List.copyOf(needed), lacking, safety, trouble);
    }

    /** How a run would end at its preflight: PASSED says that nothing speaks against it. */
    Ending ending() {
        if (!lacking.isEmpty()) {
            return Ending.UNREACHABLE;
        }
        trouble.ifPresent(why -> {
            throw why;
        });
        return refused() ? Ending.REFUSED : Ending.PASSED;
    }

    boolean refused() {
        return safety.stream().flatMap(found -> found.opinions().stream()).anyMatch(Guards.Opinion::refuses);
    }
}
