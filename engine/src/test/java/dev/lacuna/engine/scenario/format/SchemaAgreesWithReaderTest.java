package dev.lacuna.engine.scenario.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lacuna.engine.scenario.shape.Findings;
import dev.lacuna.engine.scenario.yaml.YamlList;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlReader;
import dev.lacuna.engine.scenario.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published schema and the reader come from one description; this shows that they say the same of a document.
 *
 * <p>What a schema can't say is in {@code beyond-schema} and refused by the reader alone: references between parts (measures, units, probes, names that must
 * be unique), ranges of durations and shares, days and time zones that don't exist, the inside of cron's fields, and rules that a kind checks in code.
 */
final class SchemaAgreesWithReaderTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Toys.FORMAT.schema().toString());

    static Stream<Corpus> good() {
        return Corpus.of("good").stream();
    }

    static Stream<Corpus> bad() {
        return Corpus.of("bad").stream();
    }

    static Stream<Corpus> beyond() {
        return Corpus.of("beyond-schema").stream();
    }

    @ParameterizedTest
    @MethodSource("good")
    void both_take_each_document_of_a_good_file(Corpus file) {
        assertThat(documents(file))
                .isNotEmpty()
                .allSatisfy(document -> assertThat(refusals(document)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void both_refuse_the_same_documents_of_a_bad_file(Corpus file) {
        assertThat(documents(file))
                .isNotEmpty()
                .allSatisfy(document -> assertThat(refusals(document).isEmpty()).isEqualTo(readerTakes(document)));
        assertThat(documents(file)).anyMatch(document -> !readerTakes(document));
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void only_the_reader_refuses_what_a_schema_cannot_say(Corpus file) {
        assertThat(documents(file))
                .isNotEmpty()
                .allSatisfy(document -> assertThat(refusals(document)).isEmpty());
        assertThat(file.read().problems()).isNotEmpty();
    }

    /** Takes one key or entry out of a good document, or puts one in: wherever the schema refuses, the reader must too, and the other way round. */
    @Test
    void both_say_the_same_of_good_documents_with_one_part_changed() {
        var random = new SplittableRandom(20_261_121);
        var documents = new ArrayList<YamlNode>();
        Corpus.of("good").forEach(file -> documents.addAll(documents(file)));
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            var change = new TreeChange(random);
            var changed = change.of(documents.get(random.nextInt(documents.size())));
            var says = refusals(changed);
            assertThat(
                            says.isEmpty()
                                    ? withinSchema(changed).isEmpty()
                                    : !problems(changed).isEmpty())
                    .as("change %d: the reader says %s, the schema %s of %s", i, problems(changed), says, json(changed))
                    .isTrue();
            refused += says.isEmpty() ? 0 : 1;
        }
        assertThat(refused).isBetween(500, 2_950);
    }

    private static List<String> refusals(YamlNode document) {
        return SCHEMA.validate(json(document).toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static boolean readerTakes(YamlNode document) {
        return problems(document).isEmpty();
    }

    private static List<String> problems(YamlNode document) {
        var findings = new Findings("document");
        var read = Toys.FORMAT.read(document, findings);
        assertThat(read).isEqualTo(findings.count() == 0);
        return findings.sorted().stream().map(Object::toString).toList();
    }

    /** The problems that the schema must see as well. */
    private static List<String> withinSchema(YamlNode document) {
        return problems(document).stream()
                .filter(problem -> TreeChange.BEYOND_SCHEMA.stream().noneMatch(problem::contains))
                .toList();
    }

    private static List<YamlNode> documents(Corpus file) {
        var documents = new ArrayList<>(YamlReader.read(file.bytes()).documents());
        documents.removeIf(
                document -> document instanceof YamlScalar scalar && scalar.kind() == YamlScalar.Kind.NOTHING);
        return documents;
    }

    private static JsonElement json(YamlNode node) {
        if (node instanceof YamlMap map) {
            var object = new JsonObject();
            map.entries().forEach(entry -> object.add(entry.name(), json(entry.value())));
            return object;
        }
        if (node instanceof YamlList list) {
            var array = new JsonArray();
            list.items().forEach(item -> array.add(json(item)));
            return array;
        }
        var scalar = (YamlScalar) node;
        return switch (scalar.kind()) {
            case TEXT -> new JsonPrimitive(scalar.text());
            case NUMBER -> new JsonPrimitive(new BigDecimal(scalar.text()));
            case BOOLEAN -> new JsonPrimitive(scalar.text().equals("true"));
            case NOTHING -> JsonNull.INSTANCE;
        };
    }
}
