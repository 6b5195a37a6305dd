package dev.lacuna.engine.report;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers a run from its events. Samples are not kept, so that its size doesn't grow with time. Called by one event stream; read after the run. */
public final class RunRecorder implements EventStream.Reader {
    private final Map<Integer, TrialRecorder> trials = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private List<Judgement> judgements = List.of();
    private List<Outlook> outlooks = List.of();
    private Event.@Nullable RunBegan began;
    private EventStream.@Nullable Entry first;
    private Event.@Nullable RunEnded ended;
    private Instant last = Instant.EPOCH;

    @Override
    public synchronized void read(EventStream.Entry entry) {
        if (first == null) {
            first = entry;
        }
        last = entry.wall();
        take(entry.event());
    }

    private void take(Event event) {
        if (event instanceof Event.RunBegan now) {
            began = now;
        } else if (event instanceof Event.Warned warned) {
            warnings.add(warned.text());
        } else if (event instanceof Event.Judged judged) {
            judgements = judged.judgements();
        } else if (event instanceof Event.Foreseen foreseen) {
            outlooks = foreseen.outlooks();
        } else if (event instanceof Event.RunEnded now) {
            ended = now;
        } else {
            takeOfTrial(event);
        }
    }

    private void takeOfTrial(Event event) {
        if (event instanceof Event.TrialBegan trial) {
            trial(trial.trial());
        } else if (event instanceof Event.Proposed proposed) {
            trial(proposed.trial()).proposed(proposed);
        } else if (event instanceof Event.Injected injected) {
            trial(injected.trial()).injected(injected);
        } else if (event instanceof Event.Confirmed confirmed) {
            trial(confirmed.trial()).confirmed(confirmed);
        } else if (event instanceof Event.Healed healed) {
            trial(healed.trial()).healed(healed);
        } else if (event instanceof Event.Observed observed) {
            trial(observed.trial()).observed(observed.observation());
        } else if (event instanceof Event.Measured measured) {
            trial(measured.trial()).measured(measured);
        } else if (event instanceof Event.Explained explained) {
            trial(explained.trial()).explained(explained);
        } else if (event instanceof Event.TrialEnded over) {
            trial(over.trial()).ended(over);
        }
    }

    private TrialRecorder trial(int number) {
        return trials.computeIfAbsent(number, TrialRecorder::new);
    }

    /** Everything so far. Empty before the run began; of a run that has not ended it says INCONCLUSIVE. */
    public synchronized Optional<RunReport> report() {
        if (began == null || first == null) {
            return Optional.empty();
        }
        var verdict = ended == null ? Verdict.INCONCLUSIVE : Verdict.valueOf(ended.verdict());
        var reason = ended == null ? "the run did not come to its end" : ended.reason();
        return Optional.of(new RunReport(
                began,
                first.at(),
                first.wall(),
                last,
                verdict,
                reason,
                ended == null ? 3 : ended.exitCode(),
                trials.values().stream()
                        .map(trial -> trial.report(verdict, reason))
                        .toList(),
                judgements,
                outlooks,
                ended == null ? List.of() : ended.leftovers(),
                warnings));
    }
}
