package dev.lacuna.engine.report;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.slo.Judgement;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** {@code report.json}. Its fields are a promise to tools: {@link #schema} describes them, and {@link #SCHEMA_VERSION} changes when one does. */
public final class ReportJson {
    public static final int SCHEMA_VERSION = 1;
    private static final String SCHEMA = "report.schema.json";
    private final RunReport report;
    private final JsonFields json;

    private ReportJson(RunReport report, JsonFields json) {
        this.report = report;
        this.json = json;
    }

    public static void write(RunReport report, Writer to) throws IOException {
        var out = new JsonWriter(to);
        out.setFormattingStyle(FormattingStyle.PRETTY);
        new ReportJson(report, new JsonFields(out, report.start())).write();
        out.flush();
    }

    /** The JSON Schema (2020-12) of a report. */
    public static String schema() {
        try (InputStream in = ReportJson.class.getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + SCHEMA + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + SCHEMA + " can't be read", e);
        }
    }

    private void write() throws IOException {
        json.object(() -> {
            json.field("schemaVersion", SCHEMA_VERSION)
                    .field("runId", report.began().runId())
                    .field("seed", report.began().seed())
                    .field("verdict", report.verdict().name())
                    .field("reason", report.reason())
                    .field("exitCode", report.exitCode())
                    .field("rehearsal", report.began().label().rehearsal())
                    .texts("cluster", report.began().facts());
            json.object(
                    "scenario",
                    () -> json.field("name", report.began().scenario().name())
                            .field("file", report.began().scenario().file())
                            .field("digest", report.began().scenario().digest()));
            json.field("startedAt", report.startedAt().toString())
                    .field("endedAt", report.endedAt().toString());
            json.list("trials", () -> {
                for (TrialReport trial : report.trials()) {
                    json.object(() -> trial(trial));
                }
            });
            json.list("slos", () -> {
                for (Judgement judgement : report.judgements()) {
                    json.object(() -> slo(judgement));
                }
            });
            new ExplanationJson(json).outlooks(report.outlooks());
            json.texts("leftovers", report.leftovers()).texts("warnings", report.warnings());
        });
    }

    private void trial(TrialReport trial) throws IOException {
        json.field("number", trial.number())
                .field("verdict", trial.verdict().name())
                .field("reason", trial.reason())
                .field("sameHost", trial.sameHost());
        json.list("experiments", () -> {
            for (var step : trial.experiments()) {
                json.object(() -> step(step));
            }
        });
        json.list("takeovers", () -> {
            for (var takeover : trial.takeovers()) {
                json.object(() -> takeover(takeover));
            }
        });
        json.list("timeline", () -> {
            for (var moment : trial.timeline()) {
                json.object(() -> json.moment("at", moment.at())
                        .field("what", moment.what())
                        .field("by", moment.by())
                        .texts("details", moment.details()));
            }
        });
        json.list("gaps", () -> {
            for (var gaps : trial.gaps().entrySet()) {
                for (Gap gap : gaps.getValue()) {
                    json.object(() -> gap(gaps.getKey(), gap));
                }
            }
        });
        json.object("measures", () -> {
            for (var measure : trial.measures().entrySet()) {
                json.measurement(measure.getKey(), measure.getValue());
            }
        });
        new ExplanationJson(json).breakdowns(trial.breakdowns());
    }

    private void takeover(TrialReport.Takeover takeover) throws IOException {
        json.field("election", takeover.election())
                .moment("at", takeover.at())
                .field("oldHolder", takeover.oldHolder())
                .field("newHolder", takeover.newHolder())
                .field("sameHost", takeover.sameHost());
    }

    private void step(TrialReport.Step step) throws IOException {
        json.field("name", step.name()).field("kind", step.kind());
        var targets = step.proposal().targets();
        if (!targets.isEmpty()) {
            json.object("target", () -> target(targets.get(0)));
        }
        json.list("targets", () -> {
            for (Target target : targets) {
                json.object(() -> target(target));
            }
        });
        if (step.injection().isPresent()) {
            Injection injection = step.injection().get();
            json.moment("injected", injection.command()).moment("effective", injection.effect());
        }
        if (step.proof().isPresent()) {
            Proof proof = step.proof().get();
            json.object("proof", () -> json.field("held", proof.held()).texts("evidence", proof.evidence()));
        }
        if (step.healing().isPresent()) {
            var healing = step.healing().get();
            json.object(
                    "healed",
                    () -> json.moment("at", healing.at())
                            .field("verified", healing.verified())
                            .texts("leftovers", healing.leftovers()));
        }
    }

    private void target(Target target) throws IOException {
        json.field("object", target.object())
                .field("node", target.node())
                .field("containerId", target.containerId())
                .texts("details", target.details());
    }

    /** An open gap has no upper bound: only that it lasted until the observation ended is known. */
    private void gap(String probe, Gap gap) throws IOException {
        json.field("probe", probe);
        if (gap.open()) {
            json.bound("lower", gap.length().lower() / 1e9, RoundingMode.FLOOR)
                    .bound("upper", Double.POSITIVE_INFINITY, RoundingMode.CEILING);
        } else {
            json.bounds(gap.length());
        }
        json.moment("from", gap.began())
                .moment("to", gap.ended())
                .field("open", gap.open())
                .field("reason", gap.reason());
    }

    private void slo(Judgement judgement) throws IOException {
        var slo = judgement.slo();
        json.field("name", slo.name())
                .field("measure", slo.measure())
                .field("statistic", slo.statistic().word());
        json.object(
                "bound",
                () -> json.field("side", slo.bound().direction().key())
                        .bound("value", slo.bound().value(), RoundingMode.HALF_EVEN)
                        .field("unit", Words.unit(slo.bound().unit())));
        if (judgement.value().isPresent()) {
            json.measurement("value", judgement.value().get());
        }
        json.field("samples", judgement.samples())
                .field("verdict", judgement.verdict().name())
                .field("reason", judgement.reason());
        var missed = new WhereTimeWent(report).missed(judgement);
        if (missed.isPresent()) {
            new ExplanationJson(json).missed(missed.get());
        }
    }
}
