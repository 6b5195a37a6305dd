package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.event.EventStream;
import dev.lacuna.engine.event.Label;
import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.journal.Journal;
import dev.lacuna.engine.report.EventLog;
import dev.lacuna.engine.report.ReportFolder;
import dev.lacuna.engine.report.RunRecorder;
import dev.lacuna.engine.run.Run;
import dev.lacuna.engine.run.RunSettings;
import dev.lacuna.engine.time.Overdue;
import dev.lacuna.engine.time.StopSignal;
import dev.lacuna.engine.time.VirtualLoop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.rehearsal.Rehearsal;
import dev.lacuna.experiments.rehearsal.trouble.disk.MemoryDisk;
import dev.lacuna.experiments.site.ClusterSite;
import dev.lacuna.experiments.site.Exclusions;
import dev.lacuna.experiments.site.Recovery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes one case happen: the run as the command makes it, its troubles, its death and its successor, and looks at every promise. */
final class TroubledRun {
    private static final String RUN = "r1";
    private static final int RECOVERIES = 8;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);
    private final Case made;
    private final Plant plant;
    private final VirtualLoop loop;
    private final Rehearsal cluster;
    private final RunnerLoop process;
    private final MemoryDisk disk = new MemoryDisk();
    private final Path journal = disk.folder().resolve("journal.jsonl");
    private final StopSignal signal = new StopSignal();
    private final Account account;

    private TroubledRun(Case made, Plant plant) {
        this.made = made;
        this.plant = plant;
        this.loop = new VirtualLoop(made.seed(), Instant.parse("2026-01-01T00:00:00Z"));
        this.cluster = Rehearsal.on(made.model(), RUN, loop);
        this.process = new RunnerLoop(loop);
        this.account = new Account(made, new Witness(cluster.truth()), loop);
    }

    static Account of(Case made, Plant plant) {
        return new TroubledRun(made, plant).account();
    }

    private Account account() {
        made.troubles().forEach(this::plan);
        try {
            run();
        } catch (Killed e) {
            account.killedAt = Optional.of(loop.now());
        } catch (ClusterFailure | Overdue | FaultException e) {
            // The command could not even begin: it says so, and nothing was done.
        }
        account.endedAt = loop.now();
        account.journal = disk.text(journal);
        AtTheEnd.check(account);
        cluster.close();
        Afterwards.check(account, loop);
        if (account.killedAt.isPresent()
                || account.result.filter(one -> !one.leftovers().isEmpty()).isPresent()) {
            recover();
        }
        Promises.check(account);
        return account;
    }

    private void plan(Trouble trouble) {
        new ClusterTroubles(cluster.truth(), loop).plan(trouble);
        switch (trouble.kind()) {
            case RUNNER_KILLED -> loop.at(trouble.from(), this::die);
            case SIGNAL -> loop.at(trouble.from(), () -> signal.raise("SIGTERM", process));
            case SIGNAL_TWICE -> {
                loop.at(trouble.from(), () -> signal.raise("SIGINT", process));
                loop.at(trouble.from() + trouble.length() / 10, () -> signal.raise("SIGTERM", process));
            }
            case CLOCK_JUMP ->
                loop.at(trouble.from(), () -> process.jump(Duration.ofSeconds(trouble.choice() % 14_400 - 7_200)));
            case DISK_FULL -> disk.fullWhile(() -> trouble.isOn(loop.now()));
            default -> {
                // The cluster's, or one of calls.
            }
        }
    }

    private void die() {
        if (account.endedAt == 0) {
            process.die();
            disk.cutOff();
            cluster.truth().runnerDies();
        }
    }

    private void run() {
        var port = new RunnerPort(loop, process, new CallTroubles(made.troubles(), loop), account.ledger);
        var events = new EventStream(process);
        var recorder = new RunRecorder();
        events.subscribe(this::heard);
        events.subscribe(recorder);
        var plane = port.around(cluster, "");
        var site = WatchedSite.around(
                new ClusterSite(plane, RUN, Exclusions.none(), process),
                probe -> port.around(cluster, probe),
                process,
                plant);
        var settings = new RunSettings(
                RUN,
                made.seed(),
                disk.folder(),
                Optional.empty(),
                Set.of(),
                (asked, waiting) -> true,
                false,
                Label.REHEARSAL);
        boolean files = made.has(Trouble.Kind.DISK_FULL);
        try (var log = files ? new EventLog(disk.folder().resolve("events.jsonl"), process, text -> {}) : null) {
            if (log != null) {
                events.subscribe(log);
            }
            account.result = Optional.of(new Run(made.scenario(), site, settings, events, process, signal).execute());
        }
        if (files) {
            recorder.report().ifPresent(report -> new ReportFolder(disk.folder()).write(report));
        }
    }

    private void heard(EventStream.Entry entry) {
        if (!process.dead()) {
            account.events.add(entry);
            AsItSays.check(account, entry.event());
        }
    }

    /** As {@code lacuna recover --journal} does it, again and again while the cluster can't be reached. */
    private void recover() {
        long later = made.troubles().stream()
                .filter(trouble -> trouble.kind() == Trouble.Kind.RUNNER_KILLED)
                .mapToLong(Trouble::length)
                .findFirst()
                .orElse(0);
        loop.sleep(Duration.ofNanos(later));
        for (int turn = 1; turn <= RECOVERIES && account.recovered.isEmpty(); turn++) {
            try {
                account.recovered = Optional.of(recover("rec" + turn));
            } catch (ClusterFailure | Overdue | FaultException e) {
                account.vain.add(new Account.Vain(loop.now(), e.toString()));
                loop.sleep(TRY_AGAIN);
            } catch (Killed e) {
                // Its successor comes at once.
            }
        }
        if (account.recovered.isEmpty()) {
            account.breaks(RECOVERIES + " recoveries in a row came to nothing");
        }
    }

    private Recovery.Outcome recover(String name) {
        var successor = new RunnerLoop(loop);
        var again = cluster.again(name);
        var none = new CallTroubles(List.of(), loop);
        ControlPlane plane = new RunnerPort(loop, successor, none, account.ledger).around(again, "");
        killSometimes(name, successor, again);
        try {
            var recovery = new Recovery(plane, name, successor);
            var open = Journal.open(account.journalled()) ? Map.of(RUN, account.journal) : Map.<String, String>of();
            var found = recovery.find(false, open);
            return found.nothing() ? new Recovery.Outcome(List.of(), List.of(), List.of()) : recovery.end(found);
        } finally {
            if (!successor.dead()) {
                again.close();
            }
        }
    }

    /** The first recovery may be killed as well. */
    private void killSometimes(String name, RunnerLoop successor, Rehearsal again) {
        int choice = made.troubles().stream().mapToInt(Trouble::choice).sum();
        if (name.equals("rec1") && choice % 4 == 0) {
            loop.after(Duration.ofMillis(choice % 5_000), () -> {
                successor.die();
                again.truth().runnerDies();
            });
        }
    }
}
