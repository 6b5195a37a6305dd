package dev.lacuna.experiments.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lacuna.engine.scenario.shape.Findings;
import dev.lacuna.engine.scenario.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scenario may write; the schema that is published says the same as the reader. */
final class HandoverTest {

    private static List<String> problems(String election, String how) {
        var findings = new Findings("x.yaml");
        var yaml = YamlReader.read(
                "election: %s\nhow: %s\n".formatted(election, how).getBytes(StandardCharsets.UTF_8));
        var unused = Handover.SHAPE.read(yaml.documents().get(0), findings);
        return findings.sorted().stream().map(Object::toString).toList();
    }

    private static boolean schemaTakes(String election, String how) {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Handover.SHAPE.schema().toString());
        String written = "{\"election\": \"%s\", \"how\": \"%s\"}".formatted(election, how);
        return schema.validate(written, InputFormat.JSON).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "etcd, transfer",
        "kube-scheduler, crash",
        "kube-scheduler, lease",
        "shop/cart, graceful",
        "kube-system/etcd, certain"
    })
    void way_that_an_election_has_is_taken(String election, String how) {
        assertThat(problems(election, how)).isEmpty();
        assertThat(schemaTakes(election, how)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kube-scheduler | transfer | x.yaml:2:6: how: `transfer` moves etcd's leadership alone; write election: etcd, or one of how: crash, graceful, certain, lease",
                "kube-system/etcd | transfer | x.yaml:2:6: how: `transfer` moves etcd's leadership alone; write election: etcd, or one of how: crash, graceful, certain, lease",
                "etcd | crash | x.yaml:2:6: how: `crash` is no way to make another member lead etcd; write how: transfer, or to end the leader's process kill: {target: {leader: etcd}}",
                "etcd | lease | x.yaml:2:6: how: `lease` is no way to make another member lead etcd; write how: transfer, or to end the leader's process kill: {target: {leader: etcd}}"
            })
    void way_that_an_election_has_not_is_refused(String election, String how, String problem) {
        assertThat(problems(election, how)).containsExactly(problem);
        assertThat(schemaTakes(election, how)).isFalse();
    }
}
