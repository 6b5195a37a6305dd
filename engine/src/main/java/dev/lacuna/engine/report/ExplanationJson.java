package dev.lacuna.engine.report;

import dev.lacuna.engine.explanation.Breakdown;
import dev.lacuna.engine.explanation.Outlook;
import dev.lacuna.engine.explanation.Part;
import java.io.IOException;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** The explanation as all JSON has it. */
final class ExplanationJson {
    private final JsonFields json;

    ExplanationJson(JsonFields json) {
        this.json = json;
    }

    void breakdowns(List<Breakdown> breakdowns) throws IOException {
        json.list("breakdowns", () -> {
            for (Breakdown breakdown : breakdowns) {
                json.object(() -> breakdown(breakdown));
            }
        });
    }

    private void breakdown(Breakdown breakdown) throws IOException {
        json.field("measure", breakdown.measure()).range("whole", breakdown.whole());
        json.list("parts", () -> {
            for (Part part : breakdown.parts()) {
                json.object(() ->
                        json.field("part", part.name()).bounds(part.length()).field("source", part.source()));
            }
        });
    }

    void outlooks(List<Outlook> outlooks) throws IOException {
        json.list("outlooks", () -> {
            for (Outlook outlook : outlooks) {
                json.object(() -> outlook(outlook));
            }
        });
    }

    private void outlook(Outlook outlook) throws IOException {
        json.field("slo", outlook.slo())
                .field("measure", outlook.measure())
                .bound("asked", outlook.asked(), RoundingMode.HALF_EVEN)
                .field("chance", outlook.chance().name().toLowerCase(Locale.ROOT))
                .measurement("range", outlook.range())
                .field("formula", outlook.formula())
                .field("source", outlook.source());
        if (outlook.remedy().isPresent()) {
            var remedy = outlook.remedy().get();
            json.object(
                    "remedy",
                    () -> json.field("setting", remedy.setting())
                            .bound("bound", remedy.bound(), RoundingMode.CEILING)
                            .field("cost", remedy.cost())
                            .field("source", remedy.source()));
        }
    }

    void missed(WhereTimeWent.Missed missed) throws IOException {
        json.object(
                "missedIn",
                () -> json.field("trial", missed.trial())
                        .field("part", missed.part().name())
                        .bounds(missed.part().length()));
    }
}
