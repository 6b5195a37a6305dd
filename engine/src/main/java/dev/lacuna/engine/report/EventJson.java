package dev.lacuna.engine.report;

import com.google.gson.stream.JsonWriter;
import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.probe.Observation;
import java.io.IOException;
import java.io.StringWriter;

/** An event as one JSON object on one line. Every kind of event says its {@code event} by its name in the code. */
final class EventJson {
    private final JsonFields json;

    private EventJson(JsonFields json) {
        this.json = json;
    }

    /** @param start the monotonic moment from which moments are counted */
    static String line(EventStream.Entry entry, long start) {
        var text = new StringWriter();
        try {
            var json = new JsonFields(new JsonWriter(text), start);
            json.object(() -> {
                json.field("sequence", entry.sequence())
                        .moment("at", entry.at())
                        .field("wall", entry.wall().toString());
                json.field("event", entry.event().getClass().getSimpleName());
                new EventJson(json).fields(entry.event());
            });
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can't be written", e);
        }
        return text.toString();
    }

    private void fields(Event event) throws IOException {
        if (event instanceof Event.Observed observed) {
            json.field("trial", observed.trial());
            observation(observed.observation());
        } else if (event instanceof Event.RunBegan began) {
            json.field("runId", began.runId())
                    .field("scenario", began.scenario().name())
                    .field("file", began.scenario().file());
            json.field("digest", began.scenario().digest())
                    .field("seed", began.seed())
                    .field("trials", began.trials());
            json.field("rehearsal", began.label().rehearsal()).texts("cluster", began.facts());
        } else if (event instanceof Event.TrialBegan began) {
            json.field("trial", began.trial());
        } else if (event instanceof Event.Entered entered) {
            json.field("trial", entered.trial())
                    .field("state", entered.state())
                    .field("doing", entered.doing())
                    .length("atMost", entered.atMost().toNanos());
        } else if (event instanceof Event.Warned warned) {
            json.field("text", warned.text());
        } else {
            fault(event);
        }
    }

    private void fault(Event event) throws IOException {
        if (event instanceof Event.Proposed proposed) {
            json.field("trial", proposed.trial())
                    .field("experiment", proposed.experiment())
                    .field("kind", proposed.kind());
            json.field("summary", proposed.proposal().summary()).list("targets", () -> {
                for (Target target : proposed.proposal().targets()) {
                    json.object(() -> json.field("object", target.object())
                            .field("node", target.node())
                            .field("containerId", target.containerId()));
                }
            });
        } else if (event instanceof Event.Refused refused) {
            json.field("trial", refused.trial()).texts("refusals", refused.refusals());
        } else if (event instanceof Event.Injected injected) {
            json.field("trial", injected.trial())
                    .field("experiment", injected.experiment())
                    .field("what", injected.what());
            json.moment("injected", injected.injection().command())
                    .moment("effective", injected.injection().effect());
        } else if (event instanceof Event.Confirmed confirmed) {
            json.field("trial", confirmed.trial()).field("experiment", confirmed.experiment());
            json.field("held", confirmed.proof().held())
                    .field("again", confirmed.proof().again())
                    .texts("evidence", confirmed.proof().evidence());
        } else if (event instanceof Event.Healed healed) {
            json.field("trial", healed.trial())
                    .field("experiment", healed.experiment())
                    .moment("healedAt", healed.at())
                    .texts("leftovers", healed.leftovers());
        } else {
            result(event);
        }
    }

    private void result(Event event) throws IOException {
        if (event instanceof Event.Measured measured) {
            json.field("trial", measured.trial());
            if (measured.effect().isPresent()) {
                json.moment("effective", measured.effect().get());
            }
            json.object("measures", () -> {
                for (var measure : new java.util.TreeMap<>(measured.measures()).entrySet()) {
                    json.measurement(measure.getKey(), measure.getValue());
                }
            });
        } else if (event instanceof Event.Foreseen foreseen) {
            new ExplanationJson(json).outlooks(foreseen.outlooks());
        } else if (event instanceof Event.Explained explained) {
            json.field("trial", explained.trial());
            new ExplanationJson(json).breakdowns(explained.breakdowns());
        } else if (event instanceof Event.TrialEnded ended) {
            json.field("trial", ended.trial()).field("verdict", ended.verdict()).field("reason", ended.reason());
        } else if (event instanceof Event.Judged judged) {
            json.list("slos", () -> {
                for (var judgement : judged.judgements()) {
                    json.object(() -> json.field("name", judgement.slo().name())
                            .field("verdict", judgement.verdict().name())
                            .field("reason", judgement.reason()));
                }
            });
        } else if (event instanceof Event.RunEnded ended) {
            json.field("verdict", ended.verdict())
                    .field("reason", ended.reason())
                    .field("exitCode", ended.exitCode())
                    .texts("leftovers", ended.leftovers());
        } else {
            throw new IllegalStateException("no JSON for " + event.getClass().getName());
        }
    }

    private void observation(Observation observation) throws IOException {
        json.field("kind", observation.getClass().getSimpleName()).field("probe", observation.probe());
        if (observation instanceof Observation.Sampled sampled) {
            json.moment("due", sampled.due()).field("good", sampled.good()).field("detail", sampled.detail());
        } else if (observation instanceof Observation.GapBegan gap) {
            json.moment("began", gap.began()).field("reason", gap.reason());
        } else if (observation instanceof Observation.GapEnded gap) {
            json.moment("ended", gap.ended()).range("length", gap.length());
        } else if (observation instanceof Observation.Happened happened) {
            json.moment("moment", happened.at()).field("what", happened.what()).texts("details", happened.details());
        }
    }
}
