package dev.lacuna.engine.scenario.format;

import com.google.gson.JsonObject;
import dev.lacuna.engine.scenario.shape.Findings;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The scenario file with everything that registered itself for it. */
public final class ScenarioFormat {
    public static final String API_VERSION = "lacuna.dev/v1";
    public static final String KIND = "Scenario";

    private final Shape<Draft> shape;
    private final List<FaultKind> faults;
    private final List<ProbeKind> probes;

    /** A format in which no guard can be consented to. */
    public ScenarioFormat(List<FaultKind> faults, List<ProbeKind> probes) {
        this(faults, probes, List.of());
    }

    public ScenarioFormat(List<FaultKind> faults, List<ProbeKind> probes, List<Consent> consents) {
        this.faults = List.copyOf(faults);
        this.probes = List.copyOf(probes);
        this.shape = ScenarioShape.of(faults, probes, consents);
    }

    /** Reads files, and folders with all that lies below them and ends in .yaml or .yml (hidden ones left out), in the order of their names. */
    public ReadResult read(Path... paths) {
        return read(List.of(paths));
    }

    public ReadResult read(List<Path> paths) {
        var reading = new Reading(shape);
        new ScenarioFiles(reading).read(paths);
        return reading.result();
    }

    /** Reads a text. {@code name} stands for the file in problems. */
    public ReadResult read(String name, String text) {
        return read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the bytes of a file. */
    public ReadResult read(String name, byte[] bytes) {
        var reading = new Reading(shape);
        reading.file(name, bytes);
        return reading.result();
    }

    /** Whether a document is a scenario, apart from all others; its problems go to {@code findings}. */
    boolean read(YamlNode document, Findings findings) {
        int before = findings.count();
        shape.read(document, findings);
        return findings.count() == before;
    }

    /** The JSON Schema (2020-12) of one document. */
    public JsonObject schema() {
        var schema = new JsonObject();
        schema.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.addProperty("$id", "https://lacuna.dev/v1/scenario.schema.json");
        schema.addProperty("title", "Lacuna scenario");
        shape.schema().asMap().forEach(schema::add);
        return schema;
    }

    /** All fields as Markdown. */
    public String reference() {
        return Reference.of(shape, faults, probes);
    }
}
