package dev.lacuna.runner.command;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.scenario.Elections;
import dev.lacuna.engine.slo.Statistic;
import dev.lacuna.runner.setting.Setting;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/reference.md}, made from what the program itself goes by, so that it can't say anything else. */
public final class ReferencePage {
    private static final Map<Ending, String> ENDINGS = Map.of(
            Ending.PASSED, "PASS: every fault was proved, every bound kept.",
            Ending.FAILED, "FAIL: a bound was broken for certain.",
            Ending.NO_TARGET, "Wrong usage, an invalid setting or scenario, or a target that nothing matches.",
            Ending.INCONCLUSIVE,
                    "INCONCLUSIVE: no proof, no data, too few samples, an error too large to say; or the program failed.",
            Ending.REFUSED, "Refused by a guard or by whoever was asked, another run is on, or ABORTED by `abortWhen`.",
            Ending.NOT_HEALED,
                    "A fault could not be healed: something is left in the cluster. `lacuna recover` ends it.",
            Ending.UNREACHABLE, "The cluster can't be reached or made ready, or rights lack.",
            Ending.INTERRUPTED, "Ended by SIGINT, after healing.",
            Ending.TERMINATED, "Ended by SIGTERM or SIGHUP, after healing.");

    private static final Map<String, String> ELECTION_MEASURES = Map.of(
            Elections.GAP, "from the effect of the fault on the old leader to the new holder's first record",
            Elections.RECOVERY, "from the effect to a new holder that renews",
            Elections.TRANSITIONS, "how often the holder changed",
            Elections.FLAPS, "how often it changed back");

    private final Outside outside;
    private final StringBuilder text = new StringBuilder();

    private ReferencePage(Outside outside) {
        this.outside = outside;
    }

    public static String text(Outside outside) {
        var page = new ReferencePage(outside);
        page.text.append(
                "# Reference\n\nMade from the program; don't edit. To make it anew: `mvn -pl runner -am test -Dtest=ReferencePageTest -Dlacuna.reference=write`.\n");
        page.commands();
        page.settings();
        page.exitCodes();
        page.measures();
        page.text.append('\n').append(outside.format().get().reference().replaceAll("(?m)^(#+ )", "#$1"));
        return page.text.toString();
    }

    private void commands() {
        text.append("\n## Commands\n\n| command | does |\n|---|---|\n");
        CommandTable.complete(outside)
                .getSubcommands()
                .forEach((word, line) -> row(
                        "`lacuna " + word + "`",
                        String.join(" ", line.getCommandSpec().usageMessage().description())));
    }

    private void settings() {
        text.append(
                "\n## Settings\n\nA flag comes before the environment, that before `lacuna.yaml` in the working folder, that before the default. Exclusions add up.\n\n");
        text.append("| flag | environment | lacuna.yaml | default | meaning |\n|---|---|---|---|---|\n");
        for (Setting one : Setting.values()) {
            var standard = one.standard().isEmpty() ? "" : "`" + one.standard() + "`";
            row("`" + one.flag() + "`", "`" + one.variable() + "`", "`" + one.key() + "`", standard, one.meaning());
        }
    }

    private void exitCodes() {
        text.append("\n## Exit codes\n\n| code | meaning |\n|---|---|\n");
        for (Ending ending : Ending.values()) {
            row(String.valueOf(ending.exitCode()), ENDINGS.getOrDefault(ending, ""));
        }
        text.append("\nWhere one call runs several scenarios, the worst counts: ")
                .append(Ending.byRank().stream()
                        .map(ending -> String.valueOf(ending.exitCode()))
                        .collect(Collectors.joining(" before ")))
                .append(". After a signal, and with something left in a cluster, no further scenario is begun.\n");
    }

    private void measures() {
        text.append(
                "\n## Measures and statistics\n\nA probe's measures are named `<probe>.<measure>`. Each election that a fault hits is measured without being declared:\n\n");
        text.append("| measure | is |\n|---|---|\n");
        Elections.MEASURES.forEach(
                measure -> row("`election.<lease>." + measure + "`", ELECTION_MEASURES.getOrDefault(measure, "")));
        text.append("\n| statistic | least number of trials |\n|---|---|\n");
        Arrays.stream(Statistic.values())
                .forEach(statistic -> row("`" + statistic.word() + "`", String.valueOf(statistic.needs())));
    }

    private void row(String... cells) {
        text.append("| ")
                .append(Arrays.stream(cells)
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n");
    }
}
