package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.explanation.Remedy;
import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.report.ClosingTable;
import dev.lacuna.engine.report.EventLog;
import dev.lacuna.engine.report.ReportFolder;
import dev.lacuna.engine.report.ReportJson;
import dev.lacuna.engine.report.RunRecorder;
import dev.lacuna.engine.report.RunReport;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.VirtualLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What whole runs leave in their folder. */
final class ReportsTest {
    @TempDir
    Path folder;

    private final VirtualLoop loop = new VirtualLoop(13, Instant.parse("2026-03-04T05:06:07Z"));
    private final FakeSite site = new FakeSite(loop);
    private final List<String> warnings = new ArrayList<>();

    private RunReport run(Duration allowed) {
        loop.sleep(Duration.ofSeconds(3));
        var stream = new EventStream(loop);
        var recorder = new RunRecorder();
        stream.subscribe(recorder);
        try (var log = new EventLog(folder.resolve(ReportFolder.EVENTS), loop, warnings::add)) {
            stream.subscribe(log);
            var settings =
                    new RunSettings("r1", 13, folder, Optional.empty(), Set.of(), (asked, waiting) -> true, false);
            new Run(Sheet.of(2, allowed), site, settings, stream, loop, new StopSignal()).execute();
        }
        return recorder.report().orElseThrow();
    }

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

    @Test
    void broken_bound_is_a_failure_with_value_and_bound() throws Exception {
        var suite = junit(run(Duration.ofSeconds(1)));

        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        var failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).contains("at most 1 s", "1.9..2.1 s");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("back soon");
    }

    @Test
    void missing_proof_is_an_error_and_no_failure() throws Exception {
        site.proof = Proof.missing(List.of("the container is still 4d56"));

        var suite = junit(run(Duration.ofSeconds(5)));

        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("errors")).isEqualTo("2");
        assertThat(((Element) suite.getElementsByTagName("error").item(0)).getAttribute("message"))
                .contains("still 4d56");
    }

    private Element junit(RunReport report) throws Exception {
        assertThat(new ReportFolder(folder).write(report)).isEmpty();
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("junit.xml").toFile());
        return (Element) document.getElementsByTagName("testsuite").item(0);
    }

    @Test
    void text_that_xml_can_not_hold_is_replaced() throws Exception {
        site.proof = Proof.missing(List.of("odd \u0007 <byte> & \"quote\""));

        var suite = junit(run(Duration.ofSeconds(5)));

        assertThat(((Element) suite.getElementsByTagName("error").item(0)).getAttribute("message"))
                .contains("odd ? <byte> & \"quote\"");
    }

    @Test
    void closing_table_names_bound_value_verdict_and_gaps() {
        var table = String.join("\n", ClosingTable.of(run(Duration.ofSeconds(5))));

        assertThat(table)
                .startsWith("sheet: PASS (paper)")
                .contains("max at most 5 s", "1.9..2.1 s", "held", "verified", "gap of", "refused");
    }

    @Test
    void every_event_is_a_line_of_json_with_its_number() throws IOException {
        run(Duration.ofSeconds(5));

        var lines = Files.readAllLines(folder.resolve("events.jsonl"));

        assertThat(lines).hasSizeGreaterThan(100);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(JsonParser.parseString(lines.get(i))
                            .getAsJsonObject()
                            .get("sequence")
                            .getAsInt())
                    .isEqualTo(i + 1);
        }
        assertThat(lines.get(0)).contains("\"event\":\"RunBegan\"", "\"at\":0.000000");
        assertThat(lines.get(lines.size() - 1)).contains("\"event\":\"RunEnded\"", "\"exitCode\":0");
    }

    @Test
    void events_that_can_not_be_kept_are_told_of_once_and_change_no_verdict() throws IOException {
        Files.createDirectory(folder.resolve("events.jsonl"));

        var report = run(Duration.ofSeconds(5));

        assertThat(warnings).singleElement().asString().contains("events.jsonl", "the run goes on");
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void report_that_can_not_be_written_keeps_no_other_from_being_written() throws IOException {
        var report = run(Duration.ofSeconds(5));
        Files.createDirectory(folder.resolve("report.json"));

        assertThat(new ReportFolder(folder).write(report))
                .singleElement()
                .asString()
                .contains("report.json", "exit code stand");
        assertThat(folder.resolve("junit.xml")).exists();
        assertThat(Files.readString(folder.resolve("summary.md"))).contains("| back soon |", "seed 13");
    }
}
