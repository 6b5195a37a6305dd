package dev.lacuna.runner.view;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.probe.Observation;
import java.util.Locale;
import java.util.Optional;

/** Events in words, those that are of interest to people: no single samples. */
final class Telling {
    private long start = Long.MIN_VALUE;

    /** With the seconds since the start before it. */
    Optional<String> line(EventStream.Entry entry) {
        var words = words(entry);
        return words.map(text -> String.format(Locale.ROOT, "%9.3f s  %s", seconds(entry), text));
    }

    /** Seconds from the run's beginning to an event that was told. */
    double seconds(EventStream.Entry entry) {
        return (entry.at() - start) / 1e9;
    }

    Optional<String> words(EventStream.Entry entry) {
        if (start == Long.MIN_VALUE) {
            start = entry.at();
        }
        return Optional.ofNullable(text(entry.event())).filter(text -> !text.isEmpty());
    }

    private String text(Event event) {
        if (event instanceof Event.RunBegan began) {
            var where = began.label().rehearsal()
                    ? "REHEARSAL on a simulated control plane"
                    : "on " + began.facts().getOrDefault("context", "a cluster");
            return "run %s: %s, %d trial%s, seed %d, %s"
                    .formatted(
                            began.runId(),
                            began.scenario().name(),
                            began.trials(),
                            began.trials() == 1 ? "" : "s",
                            began.seed(),
                            where);
        }
        if (event instanceof Event.Warned warned) {
            return "warning: " + warned.text();
        }
        if (event instanceof Event.RunEnded ended) {
            return ended.verdict() + (ended.reason().isEmpty() ? "" : ": " + ended.reason());
        }
        return ofTrial(event);
    }

    private String ofTrial(Event event) {
        if (event instanceof Event.Entered entered) {
            return (entered.trial() == 0 ? "" : "trial " + entered.trial() + ": ") + entered.doing();
        }
        if (event instanceof Event.Proposed proposed) {
            return "trial " + proposed.trial() + ": " + proposed.experiment() + ": "
                    + proposed.proposal().summary();
        }
        if (event instanceof Event.Refused refused) {
            return "trial " + refused.trial() + ": refused: " + String.join("; ", refused.refusals());
        }
        if (event instanceof Event.TrialEnded ended) {
            var what = ended.verdict().equals("PASS") ? "measured" : ended.verdict();
            return "trial " + ended.trial() + ": " + what + (ended.reason().isEmpty() ? "" : ": " + ended.reason());
        }
        if (event instanceof Event.Observed observed) {
            return observation(observed.observation());
        }
        return ofFault(event);
    }

    private String ofFault(Event event) {
        if (event instanceof Event.Injected injected) {
            return "injected: " + injected.what() + ", effective at "
                    + injected.injection().effect().plus(-start).inSeconds();
        }
        if (event instanceof Event.Confirmed confirmed) {
            return (confirmed.proof().held() ? "proved: " : "NOT proved: ")
                    + String.join("; ", confirmed.proof().evidence());
        }
        if (event instanceof Event.Healed healed) {
            return healed.leftovers().isEmpty()
                    ? "healed: " + healed.experiment() + "; nothing is left"
                    : "NOT HEALED: " + healed.experiment() + ": " + String.join("; ", healed.leftovers());
        }
        return "";
    }

    private String observation(Observation observation) {
        if (observation instanceof Observation.GapBegan gap) {
            return "gap of " + gap.probe() + " opens" + (gap.reason().isEmpty() ? "" : ": " + gap.reason());
        }
        if (observation instanceof Observation.GapEnded gap) {
            return "gap of " + gap.probe() + " closes after " + gap.length().inSeconds();
        }
        if (observation instanceof Observation.Happened happened) {
            return happened.probe() + ": " + happened.what() + ", at "
                    + happened.at().plus(-start).inSeconds();
        }
        return "";
    }
}
