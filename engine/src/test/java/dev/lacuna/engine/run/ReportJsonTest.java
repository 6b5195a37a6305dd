package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lacuna.engine.explanation.Remedy;
import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.report.ClosingTable;
import dev.lacuna.engine.report.ReportFolder;
import dev.lacuna.engine.report.ReportJson;
import dev.lacuna.engine.report.RunReport;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What whole runs say in {@code report.json}. */
final class ReportJsonTest extends PaperReports {
    private JsonObject json(RunReport report) throws IOException {
        assertThat(new ReportFolder(folder).write(report)).isEmpty();
        return JsonParser.parseString(Files.readString(folder.resolve("report.json")))
                .getAsJsonObject();
    }

    private static void assertKeepsSchema(JsonObject report) {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ReportJson.schema(), InputFormat.JSON);
        assertThat(schema.validate(report.toString(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void report_keeps_its_schema_and_counts_from_the_run_s_start() throws IOException {
        var report = json(run(Duration.ofSeconds(5)));

        assertKeepsSchema(report);
        assertThat(report.get("verdict").getAsString()).isEqualTo("PASS");
        assertThat(report.get("startedAt").getAsString()).isEqualTo("2026-03-04T05:06:10Z");
        var trial = report.getAsJsonArray("trials").get(0).getAsJsonObject();
        var step = trial.getAsJsonArray("experiments").get(0).getAsJsonObject();
        assertThat(step.getAsJsonObject("target").get("containerId").getAsString())
                .isEqualTo("4d56");
        assertThat(step.getAsJsonObject("injected").get("lower").getAsDouble()).isBetween(1.0, 2.9);
        assertThat(trial.getAsJsonArray("timeline"))
                .extracting(moment -> moment.getAsJsonObject().get("what").getAsString())
                .containsSubsequence("injected", "effective", "healed");
        assertThat(trial.getAsJsonObject("measures")
                        .getAsJsonObject("api.recovery")
                        .get("upper")
                        .getAsDouble())
                .isEqualTo(2.1);
    }

    /** One second without a boss at least, three at most; half of that costs twice as much. */
    private record BossTimer() implements TimerBound {
        @Override
        public String of() {
            return "boss";
        }

        @Override
        public Measurement gap() {
            return new Measurement(1.25, 3, Unit.SECONDS);
        }

        @Override
        public Measurement firm() {
            return Measurement.exactly(0.5, Unit.SECONDS);
        }

        @Override
        public String formula() {
            return "term - 1.75 s .. term";
        }

        @Override
        public String source() {
            return "the boss's code";
        }

        @Override
        public Optional<Remedy> remedy(double atMost) {
            return Optional.of(new Remedy("--term=" + atMost + "s", atMost, "at twice the work", "the manual"));
        }
    }

    @Test
    void report_says_which_part_broke_a_bound_and_which_setting_would_keep_it() throws IOException {
        site.bounds = List.of(new BossTimer());

        var run = run(Duration.ofSeconds(1));
        var report = json(run);

        assertKeepsSchema(report);
        var breakdown = report.getAsJsonArray("trials")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("breakdowns")
                .get(0)
                .getAsJsonObject();
        assertThat(breakdown.get("measure").getAsString()).isEqualTo("api.recovery");
        assertThat(breakdown.getAsJsonArray("parts"))
                .extracting(part -> part.getAsJsonObject().get("part").getAsString())
                .containsExactly("waiting", "beginning");
        assertThat(report.getAsJsonArray("slos")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonObject("missedIn")
                        .get("part")
                        .getAsString())
                .isEqualTo("waiting");
        assertThat(ClosingTable.of(run))
                .anySatisfy(line -> assertThat(line).contains("waiting", "api.recovery", "1.400"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("why: back soon: at most 1 s of api.recovery was passed in trial")
                        .contains("in this part: waiting, "))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("why: back soon")
                        .contains("1.5..3.25 s", "the boss's code", "--term=0.75s", "at twice the work"));
        assertThat(Files.readString(folder.resolve("summary.md"))).contains("| waiting |", "--term=0.75s");
    }

    @Test
    void bound_that_timers_can_t_meet_is_warned_of_before_anything_is_armed() {
        site.bounds = List.of(new BossTimer());

        var report = run(Duration.ofSeconds(1));

        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("`back soon`", "at most 1 s of api.recovery", "can't be met by the cluster's own timers");
        assertThat(site.deeds.indexOf("bounds")).isNotNegative().isLessThan(site.deeds.indexOf("arm"));
        assertThat(site.deeds).filteredOn("bounds"::equals).hasSize(1);
    }

    @Test
    void new_holder_on_the_same_host_is_noted_in_the_report_s_data() throws IOException {
        site.happening = Optional.of(new Observation.Happened(
                "election.kube-controller-manager",
                new Interval(loop.now() + 7_000_000_000L, loop.now() + 7_020_000_000L),
                "cp2_9e leads",
                Map.of("oldHolder", "cp2_5c", "newHolder", "cp2_9e", "sameHost", "true")));

        var report = json(run(Duration.ofSeconds(5)));

        assertKeepsSchema(report);
        var trial = report.getAsJsonArray("trials").get(0).getAsJsonObject();
        assertThat(trial.get("sameHost").getAsBoolean()).isTrue();
        assertThat(trial.getAsJsonArray("takeovers"))
                .singleElement()
                .satisfies(takeover -> assertThat(takeover)
                        .hasToString("{\"election\":\"kube-controller-manager\","
                                + "\"at\":{\"lower\":4.000000,\"upper\":4.020000},"
                                + "\"oldHolder\":\"cp2_5c\",\"newHolder\":\"cp2_9e\",\"sameHost\":true}"));
    }

    @Test
    void report_of_a_run_that_was_refused_keeps_its_schema() throws IOException {
        site.degraded = List.of("node cp3 is not ready");

        var report = json(run(Duration.ofSeconds(5)));

        assertKeepsSchema(report);
        assertThat(report.getAsJsonArray("trials")
                        .get(0)
                        .getAsJsonObject()
                        .get("verdict")
                        .getAsString())
                .isEqualTo("ABORTED");
    }

    @Test
    void report_with_an_open_gap_and_leftovers_keeps_its_schema() throws IOException {
        site.recovers = false;
        site.healable = false;

        var report = json(run(Duration.ofSeconds(5)));

        assertKeepsSchema(report);
        assertThat(report.get("exitCode").getAsInt()).isEqualTo(5);
        assertThat(report.getAsJsonArray("leftovers")).isNotEmpty();
        var gap = report.getAsJsonArray("trials")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("gaps")
                .get(0)
                .getAsJsonObject();
        assertThat(gap.get("upper").isJsonNull()).isTrue();
    }

    @Test
    void schema_rejects_a_report_with_a_field_that_is_not_promised() throws IOException {
        var report = json(run(Duration.ofSeconds(5)));
        report.addProperty("surprise", 1);

        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ReportJson.schema(), InputFormat.JSON);

        assertThat(schema.validate(report.toString(), InputFormat.JSON)).isNotEmpty();
    }
}
