package dev.lacuna.runner.command;

import com.google.gson.GsonBuilder;
import dev.lacuna.engine.report.ReportJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints a JSON Schema: of scenarios (for editors), or of report.json.",
        footer = {"", "Example:", "  lacuna schema > scenario.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "scenario|report",
            arity = "0..1",
            defaultValue = "scenario",
            description = "Of what. Default: scenario.")
    private String what = "scenario";

    private final Outside outside;

    SchemaCommand(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Integer call() {
        outside.terminal().out().println(text().stripTrailing());
        return 0;
    }

    /** What {@code docs/scenario.schema.json} holds as well, to which the library's scenarios refer. */
    static String scenario(Outside outside) {
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(outside.format().get().schema());
    }

    private String text() {
        return switch (what) {
            case "scenario" -> scenario(outside);
            case "report" -> ReportJson.schema();
            default ->
                throw CommandFailure.usage("`" + what + "` has no schema; there is one of scenario and one of report");
        };
    }
}
