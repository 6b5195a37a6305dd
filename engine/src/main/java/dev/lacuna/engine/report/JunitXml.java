package dev.lacuna.engine.report;

import dev.lacuna.engine.slo.Judgement;
import dev.lacuna.engine.slo.Verdict;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: the scenario is a test suite; each SLO is a test case, and so are {@code fault proved} and {@code healed}.
 *
 * <p>A broken bound is a failure. What was not decided is an error: a CI server must not take it for green, nor for a broken bound.
 */
public final class JunitXml {

    private JunitXml() {}

    /** One test case. Without a problem it passed. */
    private record Case(String name, Optional<Problem> problem) {}

    private record Problem(boolean failure, String message) {}

    public static void write(RunReport report, Writer to) throws XMLStreamException {
        var out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(to);
        var cases = cases(report);
        out.writeStartDocument("UTF-8", "1.0");
        out.writeCharacters("\n");
        out.writeStartElement("testsuites");
        suite(report, cases, out);
        out.writeEndElement();
        out.writeEndDocument();
        out.flush();
    }

    private static void suite(RunReport report, List<Case> cases, XMLStreamWriter out) throws XMLStreamException {
        out.writeCharacters("\n  ");
        out.writeStartElement("testsuite");
        out.writeAttribute("name", text(report.began().scenario().name()));
        out.writeAttribute("timestamp", report.startedAt().toString());
        out.writeAttribute("time", seconds(report));
        out.writeAttribute("tests", String.valueOf(cases.size()));
        out.writeAttribute(
                "failures",
                String.valueOf(cases.stream()
                        .flatMap(one -> one.problem().stream())
                        .filter(Problem::failure)
                        .count()));
        out.writeAttribute(
                "errors",
                String.valueOf(cases.stream()
                        .flatMap(one -> one.problem().stream())
                        .filter(problem -> !problem.failure())
                        .count()));
        out.writeAttribute("skipped", "0");
        properties(report, out);
        for (Case one : cases) {
            testCase(report, one, out);
        }
        out.writeCharacters("\n  ");
        out.writeEndElement();
        out.writeCharacters("\n");
    }

    private static void properties(RunReport report, XMLStreamWriter out) throws XMLStreamException {
        out.writeCharacters("\n    ");
        out.writeStartElement("properties");
        property("runId", report.began().runId(), out);
        property("seed", String.valueOf(report.began().seed()), out);
        property("verdict", report.verdict().name(), out);
        property("rehearsal", String.valueOf(report.began().label().rehearsal()), out);
        for (var fact : new java.util.TreeMap<>(report.began().facts()).entrySet()) {
            property("cluster." + fact.getKey(), fact.getValue(), out);
        }
        out.writeEndElement();
    }

    private static void property(String name, String value, XMLStreamWriter out) throws XMLStreamException {
        out.writeEmptyElement("property");
        out.writeAttribute("name", text(name));
        out.writeAttribute("value", text(value));
    }

    private static void testCase(RunReport report, Case one, XMLStreamWriter out) throws XMLStreamException {
        out.writeCharacters("\n    ");
        out.writeStartElement("testcase");
        out.writeAttribute(
                "classname", text("lacuna." + report.began().scenario().name()));
        out.writeAttribute("name", text(one.name()));
        out.writeAttribute("time", "0");
        if (one.problem().isPresent()) {
            var problem = one.problem().get();
            out.writeStartElement(problem.failure() ? "failure" : "error");
            out.writeAttribute("message", text(problem.message()));
            out.writeCharacters(text(problem.message()));
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    private static List<Case> cases(RunReport report) {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("fault proved", proved(report)));
        cases.add(new Case("healed", healed(report)));
        report.judgements()
                .forEach(judgement -> cases.add(new Case(judgement.slo().name(), judged(judgement, report))));
        return cases;
    }

    private static Optional<Problem> proved(RunReport report) {
        boolean held = !report.trials().isEmpty()
                && report.trials().stream().anyMatch(trial -> trial.verdict() == Verdict.PASS)
                && report.trials().stream()
                        .flatMap(trial -> trial.experiments().stream())
                        .flatMap(step -> step.proof().stream())
                        .allMatch(proof -> proof.held() || proof.again());
        return held ? Optional.empty() : Optional.of(new Problem(false, orVerdict(report)));
    }

    /** What is left in the cluster is no matter of doubt: a failure. */
    private static Optional<Problem> healed(RunReport report) {
        return report.leftovers().isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(true, "left in the cluster: " + String.join("; ", report.leftovers())));
    }

    private static Optional<Problem> judged(Judgement judgement, RunReport report) {
        if (judgement.verdict() == Verdict.FAIL) {
            return Optional.of(new Problem(true, judgement.reason()));
        }
        if (judgement.verdict() != Verdict.PASS) {
            return Optional.of(new Problem(false, judgement.reason()));
        }
        boolean cutShort = report.verdict() == Verdict.ABORTED || report.verdict() == Verdict.INCONCLUSIVE;
        return cutShort
                ? Optional.of(new Problem(
                        false, judgement.reason() + "; but the run is " + report.verdict() + ": " + report.reason()))
                : Optional.empty();
    }

    private static String orVerdict(RunReport report) {
        return report.reason().isEmpty() ? report.verdict().name() : report.reason();
    }

    private static String seconds(RunReport report) {
        return String.format(
                Locale.ROOT,
                "%.3f",
                Math.max(
                                0,
                                Duration.between(report.startedAt(), report.endedAt())
                                        .toMillis())
                        / 1e3);
    }

    /** Control characters that XML 1.0 can't hold, not even escaped, become question marks. */
    private static String text(String raw) {
        var clean = new StringBuilder(raw.length());
        raw.codePoints().forEach(c -> clean.appendCodePoint(allowed(c) ? c : '?'));
        return clean.toString();
    }

    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
