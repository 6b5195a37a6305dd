package dev.lacuna.runner.command;

import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.cluster.Recovery;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Ends whatever earlier runs left in a cluster: packet filters, stopped processes, helper pods, journals, locks.",
        footer = {
            "",
            "Example:",
            "  lacuna recover --context staging",
            "  lacuna recover --context staging --journal lacuna-runs"
        })
final class RecoverCommand implements Callable<Integer> {
    private final Outside outside;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Option(
            names = "--all-nodes",
            description =
                    "Look at every node, also those that no journal and no helper pod names: after the loss of the journals.")
    private boolean allNodes;

    @Option(
            names = "--journal",
            arity = "1..*",
            paramLabel = "FILE|FOLDER",
            description =
                    "Journals on disk, beside the cluster's copies: files, or folders with journal.jsonl files anywhere below. They are read only.")
    private List<Path> journals = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RecoverCommand(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Integer call() {
        var settings = SettingFlags.settings(spec, outside);
        var search = new Recovery.Search(allNodes, new JournalFiles(outside.folder()).open(journals));
        var clusters = new Clusters(outside, settings);
        clusters.requireNamed();
        return clusters.use(ownName(), 0, (cluster, loop) -> recover(cluster.recovery(), search, loop));
    }

    /** Another one each time: the helpers of a recovery that was killed are found by the next, and don't stand in its way. */
    private String ownName() {
        return String.format(Locale.ROOT, "rec%012x", outside.beat().freshSeed() & 0xffff_ffff_ffffL);
    }

    private int recover(Recovery recovery, Recovery.Search search, Loop loop) {
        var out = outside.terminal().out();
        var found = recovery.find(search, loop);
        if (found.isEmpty()) {
            out.println("Nothing is left of any run.");
            return 0;
        }
        out.println("Found:");
        found.forEach(one -> out.println("  " + one));
        if (!new Question(outside).agreed("End and remove all of this?", yes)) {
            throw new CommandFailure(Ending.REFUSED, "nothing was removed: you said no");
        }
        var result = recovery.recover(found, loop);
        list("Removed:", result.removed(), out);
        list("LEFT IN THE CLUSTER:", result.left(), out);
        list("Not touched, since no journal says that Lacuna stopped it:", result.alone(), out);
        return result.left().isEmpty() ? 0 : Ending.NOT_HEALED.exitCode();
    }

    private static void list(String title, List<String> entries, PrintStream out) {
        if (!entries.isEmpty()) {
            out.println(title);
            entries.forEach(entry -> out.println("  " + entry));
        }
    }
}
