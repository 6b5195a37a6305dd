package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.scenario.Source;
import dev.lacuna.engine.scenario.shape.Findings;
import dev.lacuna.engine.scenario.shape.Origin;
import dev.lacuna.engine.scenario.shape.Problem;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlReader;
import dev.lacuna.engine.scenario.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers scenarios and problems over several files. Not thread-safe. */
final class Reading {
    private final Shape<Draft> shape;
    private final List<Scenario> scenarios = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Origin> names = new HashMap<>();

    Reading(Shape<Draft> shape) {
        this.shape = shape;
    }

    ReadResult result() {
        return new ReadResult(scenarios, problems);
    }

    /** A file that can't even be read. */
    void refuse(String file, String why) {
        var findings = new Findings(file);
        findings.add(Origin.of(findings.file()), why);
        problems.addAll(findings.sorted());
    }

    void file(String file, byte[] bytes) {
        var findings = new Findings(file);
        var yaml = YamlReader.read(bytes);
        yaml.faults().forEach(findings::add);
        var drafts = new ArrayList<Draft>();
        for (var document : yaml.documents()) {
            // a full list says no more, and each further document would cost time
            if (!isEmpty(document) && !findings.full()) {
                shape.read(document, findings).ifPresent(drafts::add);
            }
        }
        if (findings.count() == 0 && drafts.isEmpty()) {
            findings.add(Origin.of(findings.file()), "holds no scenario");
        }
        drafts.forEach(draft -> checkName(draft, findings));
        if (findings.count() == 0) {
            var source = new Source(findings.file(), bytes);
            drafts.forEach(draft -> scenarios.add(draft.from(source)));
        }
        problems.addAll(findings.sorted());
    }

    /** What stands between two separators, or before the first, without saying anything. */
    private static boolean isEmpty(YamlNode document) {
        return document instanceof YamlScalar scalar && scalar.kind() == YamlScalar.Kind.NOTHING;
    }

    private void checkName(Draft draft, Findings findings) {
        draft.metadata().ifPresent(who -> who.name().ifPresent(name -> checkName(name, who.at(), findings)));
    }

    private void checkName(String name, Origin origin, Findings findings) {
        var first = names.putIfAbsent(name, origin);
        if (first != null) {
            findings.add(
                    origin,
                    "`" + name + "` names another scenario already, at " + first.file() + ":" + first.line()
                            + "; each needs a name of its own");
        }
    }
}
