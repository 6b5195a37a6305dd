package dev.lacuna.runner.command;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.report.ClosingTable;
import dev.lacuna.engine.report.EventLog;
import dev.lacuna.engine.report.ReportFolder;
import dev.lacuna.engine.report.RunRecorder;
import dev.lacuna.engine.run.Ending;
import dev.lacuna.engine.run.Run;
import dev.lacuna.engine.run.RunSettings;
import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.engine.time.LiveLoop;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.runner.setting.Setting;
import dev.lacuna.runner.setting.Settings;
import dev.lacuna.runner.view.LiveView;
import dev.lacuna.runner.view.LogView;
import dev.lacuna.runner.view.PlainView;
import dev.lacuna.runner.view.Remarks;
import dev.lacuna.runner.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One scenario's run, with everything around it: folder, question, view, signals, reports. */
final class OneRun {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration PATIENCE_WITH_PEOPLE = Duration.ofMinutes(30);
    private final Outside outside;
    private final Order order;
    private final Series series;
    private final Remarks remarks;
    private final Scenario scenario;
    private final long seed;

    /** What all runs of one call share. */
    record Order(
            Settings settings,
            Optional<Integer> trials,
            Optional<Long> seed,
            boolean step,
            boolean yes,
            Set<String> allow) {

        Order {
            allow = Set.copyOf(allow);
        }

        boolean json() {
            return settings.text(Setting.LOG_FORMAT).filter("json"::equals).isPresent();
        }

        Remarks remarks(Outside outside) {
            return new Remarks(outside.terminal(), json());
        }
    }

    OneRun(Outside outside, Order order, Series series, Scenario scenario) {
        this.outside = outside;
        this.order = order;
        this.series = series;
        this.scenario = scenario;
        this.remarks = order.remarks(outside);
        this.seed = order.seed().orElseGet(outside.beat()::freshSeed);
    }

    Ending execute() {
        var runId = runId();
        try {
            return clusters().use(runId, seed, (cluster, loop) -> {
                var site = cluster.site();
                series.reached();
                if (!clusters().rehearses()) {
                    series.await(scenario.name(), site, loop);
                }
                if (!agreed(site, loop)) {
                    throw new CommandFailure(Ending.REFUSED, "nothing was done: you said no");
                }
                return run(runId, folder(runId), site, loop);
            });
        } catch (CommandFailure e) {
            series.failed(scenario.name(), String.valueOf(e.getMessage()));
            return Ending.ofExitCode(e.exitCode());
        }
    }

    private Clusters clusters() {
        return new Clusters(outside, order.settings());
    }

    /** Names the run to people and in the cluster; a valid name of an object there. A rehearsal's comes from its seed alone. */
    private String runId() {
        if (clusters().rehearses()) {
            return "r" + Long.toHexString(seed & 0xfff_ffff_ffffL);
        }
        var loop = outside.beat().loop(seed);
        try {
            return STAMP.format(loop.wall())
                    + String.format(Locale.ROOT, "%04x", outside.beat().freshSeed() & 0xffff);
        } finally {
            outside.beat().close(loop);
        }
    }

    private Path folder(String runId) {
        var output = order.settings().text(Setting.OUTPUT).map(outside.folder()::resolve);
        var folder = output.map(base -> series.several() ? base.resolve(scenario.name()) : base)
                .orElseGet(() -> unused(outside.folder().resolve("lacuna-runs"), runId));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw CommandFailure.usage("cannot make the output folder " + folder + ": " + e
                    + "; nothing was done. Choose another one by --output");
        }
        if (Files.exists(folder.resolve("journal.jsonl"))) {
            throw CommandFailure.usage("the output folder " + folder
                    + " holds an earlier run already; choose another one by --output. Nothing was done");
        }
        return folder;
    }

    /** The same seed gives a rehearsal the same ID again. */
    private static Path unused(Path base, String runId) {
        var folder = base.resolve(runId);
        for (int turn = 2; Files.exists(folder); turn++) {
            folder = base.resolve(runId + "-" + turn);
        }
        return folder;
    }

    /** What would be hit is shown before anything is: to whoever sits there, with a question; else in the output. */
    private boolean agreed(Site site, Loop loop) {
        if (order.yes() || clusters().rehearses()) {
            return true;
        }
        var plan = new PlanText(scenario, site, clusters().label(), order.allow(), loop);
        plan.lines().forEach(outside.terminal().out()::println);
        if (!plan.whole()) {
            throw new CommandFailure(plan.ending(), "nothing was done: rights lack, as the plan above says");
        }
        return new Question(outside)
                .agreed(
                        "Run `" + scenario.name() + "` on " + site.identity().getOrDefault("context", "this cluster")
                                + "?",
                        false);
    }

    private Ending run(String runId, Path folder, Site site, Loop loop) {
        var events = new EventStream(loop);
        var recorder = new RunRecorder();
        var open = new OpenFaults();
        var signal = new StopSignal();
        events.subscribe(recorder);
        events.subscribe(open);
        if (loop instanceof LiveLoop live) {
            live.onClockJump(jump -> events.publish(new Event.Warned(String.format(
                    Locale.ROOT,
                    "this machine's wall clock jumped by %.1f s: times of day before and after don't fit together; what is measured is not concerned",
                    jump.toMillis() / 1e3))));
        }
        Ending ending;
        var watch = outside.beat().signals().watch(name -> signalled(name, signal, open, loop));
        try (var log = new EventLog(folder.resolve(ReportFolder.EVENTS), loop, this::warn);
                var view = view(runId, loop)) {
            events.subscribe(log);
            events.subscribe(view);
            var settings = new RunSettings(
                    runId,
                    seed,
                    folder,
                    order.trials(),
                    order.allow(),
                    this::asked,
                    series.goesOn(),
                    clusters().label());
            ending = new Run(scenario, site, settings, events, loop, signal)
                    .execute()
                    .ending();
        } finally {
            watch.close();
        }
        recorder.report().ifPresent(report -> {
            new ReportFolder(folder).write(report).forEach(this::warn);
            ClosingTable.of(report).forEach(outside.terminal().out()::println);
            outside.terminal().out().println("Files: " + folder);
        });
        return ending;
    }

    private View view(String runId, Loop loop) {
        if (order.json()) {
            return new LogView(runId);
        }
        var terminal = outside.terminal();
        boolean live = terminal.redraws() && !order.step() && !clusters().rehearses();
        return live
                ? new LiveView(terminal, terminal.colours() && !order.settings().flag(Setting.NO_COLOR), loop)
                : new PlainView(terminal.out(), loop);
    }

    /** The first signal ends the run by way of healing; a later one must not cut that short. */
    private void signalled(String name, StopSignal signal, OpenFaults open, Loop loop) {
        if (signal.reason().isEmpty()) {
            signal.raise(name, loop);
            remarks.say(name + ": healing, then ending");
            return;
        }
        var still = open.all();
        remarks.say(name + ": healing goes on; "
                + (still.isEmpty() ? "no fault is in force any more" : "still in force: " + String.join("; ", still)));
    }

    /** A question must not keep a signal waiting: it is asked aside. */
    private boolean asked(List<Proposal> proposals, Loop waiting) {
        if (!order.step()) {
            return true;
        }
        var what = proposals.stream().map(Proposal::summary).collect(Collectors.joining("; "));
        var answer = waiting.offload("ask", () -> new Question(outside).asked("Inject now: " + what + "?"));
        return waiting.await(answer, PATIENCE_WITH_PEOPLE, "the answer to `Inject now?`");
    }

    private void warn(String text) {
        remarks.say("warning: " + text);
    }
}
