package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.shape.DurationText;
import dev.lacuna.engine.scenario.shape.Shape;
import java.util.List;

/** The page that lists every field. */
final class Reference {
    private Reference() {}

    static String of(Shape<Draft> shape, List<FaultKind> faults, List<ProbeKind> probes) {
        var text = new StringBuilder("# Fields of a scenario\n\n");
        text.append(
                "Each field by its path; `[]` stands for each entry of a list. Made from the same description that reads the files.\n\n");
        text.append(shape.table());
        text.append("\n## Faults\n\n| kind | does | `for` |\n|---|---|---|\n");
        for (var kind : faults) {
            var span = kind.shape().isEmpty() ? "not in this version" : word(kind.span());
            text.append("| `")
                    .append(kind.key())
                    .append("` | ")
                    .append(kind.meaning())
                    .append(" | ")
                    .append(span)
                    .append(" |\n");
        }
        text.append("\n## Probes\n\n| kind | asks | `every`, `timeout` where left out |\n|---|---|---|\n");
        for (var kind : probes) {
            text.append("| `")
                    .append(kind.key())
                    .append("` | ")
                    .append(kind.meaning())
                    .append(" | ")
                    .append(pace(kind))
                    .append(" |\n");
        }
        measures(text, probes);
        return text.toString();
    }

    private static void measures(StringBuilder text, List<ProbeKind> probes) {
        text.append("\n## Measures of probes\n\n| kind | measure | is |\n|---|---|---|\n");
        for (var kind : probes) {
            for (var measure : kind.measures()) {
                text.append("| `")
                        .append(kind.key())
                        .append("` | `")
                        .append(measure.name())
                        .append("` | ")
                        .append(measure.meaning())
                        .append(" |\n");
            }
        }
    }

    private static String word(Span span) {
        return switch (span) {
            case NEEDED -> "needed";
            case ALLOWED -> "allowed";
            case NONE -> "has no meaning";
        };
    }

    private static String pace(ProbeKind kind) {
        return kind.type().isEmpty()
                ? "not in this version"
                : DurationText.write(kind.pace().every()) + ", "
                        + DurationText.write(kind.pace().timeout());
    }
}
