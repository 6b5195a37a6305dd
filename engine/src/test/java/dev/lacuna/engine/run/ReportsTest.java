package dev.lacuna.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.report.ClosingTable;
import dev.lacuna.engine.report.ReportFolder;
import dev.lacuna.engine.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What whole runs leave in their folder beside {@code report.json}. */
final class ReportsTest extends PaperReports {
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
