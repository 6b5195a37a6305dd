package dev.lacuna.runner.command;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.safeguard.ClusterFacts;
import dev.lacuna.engine.safeguard.Voters;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.cluster.CannotConnect;
import dev.lacuna.runner.cluster.Cluster;
import dev.lacuna.runner.cluster.ClusterView;
import dev.lacuna.runner.cluster.Connector;
import dev.lacuna.runner.cluster.Recovery;
import dev.lacuna.runner.setting.Setting;
import dev.lacuna.runner.setting.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A cluster of paper, whose fault and probe do as a test says. */
final class FakeCluster implements Connector, Cluster, Site, Fault, Strike {
    final List<String> deeds = new ArrayList<>();
    boolean reachable = true;
    int attempts;
    boolean proved = true;
    boolean healable = true;
    Duration outage = Duration.ofSeconds(2);
    List<String> degraded = List.of();
    List<String> unsettled = List.of();
    List<Right> lacking = List.of();
    List<Recovery.Found> remains = List.of();
    List<String> unremovable = List.of();
    List<String> alone = List.of();
    Optional<Recovery.Search> searched = Optional.empty();
    int voters;
    String losing = "";
    Optional<String> unreadable = Optional.empty();
    Consumer<String> before = deed -> {};
    Optional<Long> effect = Optional.empty();

    private void done(String deed) {
        before.accept(deed);
        deeds.add(deed);
    }

    @Override
    public Cluster connect(Settings settings, String runId, Loop loop) {
        attempts++;
        if (!reachable) {
            throw CannotConnect.unreachable(
                    "cannot reach " + settings.text(Setting.CONTEXT).orElse("?") + ": connection refused");
        }
        effect = Optional.empty();
        return this;
    }

    @Override
    public List<String> contexts(Settings settings) {
        return List.of("paper", "stone");
    }

    @Override
    public Site site() {
        return this;
    }

    @Override
    public ClusterView view() {
        return loop -> List.of(new ClusterView.Section("Elections", List.of("kube-scheduler  led by cp2")));
    }

    @Override
    public Recovery recovery() {
        return new Recovery() {

            @Override
            public List<Found> find(Search search, Loop loop) {
                searched = Optional.of(search);
                return remains;
            }

            @Override
            public Result recover(List<Found> found, Loop loop) {
                return new Result(
                        found.stream()
                                .map(Found::what)
                                .filter(what -> !unremovable.contains(what))
                                .toList(),
                        unremovable,
                        alone);
            }
        };
    }

    @Override
    public void close() {
        done("close");
    }

    @Override
    public Map<String, String> identity() {
        return Map.of("context", "paper", "version", "v1.36.3");
    }

    @Override
    public Fault fault(Experiment experiment, String draw) {
        return this;
    }

    @Override
    public List<Right> rights() {
        return List.of(new Right("create", "", "pods/exec", "lacuna-agents"));
    }

    @Override
    public Proposal propose(Loop loop) {
        if (unreadable.isPresent()) {
            throw new ClusterFailure(unreadable.get()) {
                private static final long serialVersionUID = 1L;
            };
        }
        Set<Loss> losses =
                losing.isEmpty() ? Set.of() : Set.of(Loss.ended(losing, "kube-system/" + losing + "-cp2", "cp2"));
        var target = new Target("pod kube-system/kube-scheduler-cp2", "cp2", "4d56", Map.of("leading since", "3 h"));
        var impact = new Impact(Set.of("cp2"), losses, Set.of(), false, Set.of(), Set.of());
        return new Proposal(
                "SIGKILL to kube-scheduler on cp2, which leads",
                List.of(target),
                impact,
                List.of(new Right("create", "", "pods/exec", "lacuna-agents")),
                Set.of(),
                List.of("speaks through cp1 and cp3"));
    }

    @Override
    public Strike prepare(Proposal proposal, Loop loop) {
        return this;
    }

    @Override
    public Intent intent() {
        return new Intent("SIGKILL to 4d56", List.of("cp2"), "nothing", Map.of(), Duration.ofSeconds(30));
    }

    @Override
    public void arm(Loop loop) {
        done("arm");
    }

    @Override
    public Injection inject(Loop loop) {
        done("inject");
        long now = loop.now();
        effect = Optional.of(now);
        return new Injection(Interval.exactly(now), new Interval(now, now + 4_000_000));
    }

    @Override
    public Proof confirm(Loop loop) {
        done("confirm");
        loop.sleep(Duration.ofMillis(400));
        return proved
                ? Proof.held(List.of("container 4d56 exited with 137"))
                : Proof.missing(List.of("container 4d56 still runs"));
    }

    @Override
    public Optional<Duration> hold() {
        return Optional.empty();
    }

    @Override
    public void heal(Loop loop) {
        done("heal");
    }

    @Override
    public List<String> leftovers(Loop loop) {
        return healable ? List.of() : List.of("rule 17 on cp2");
    }

    @Override
    public Probe probe(ProbeSpec spec) {
        return new FakeProbe(spec.name(), this);
    }

    @Override
    public Probe election(String election) {
        return new FakeProbe("election." + election, this);
    }

    @Override
    public List<Right> rights(List<ProbeSpec> probes) {
        return List.of(new Right("list", "", "nodes", ""));
    }

    @Override
    public List<Right> lacking(List<Right> rights, Loop loop) {
        return lacking;
    }

    @Override
    public ClusterFacts facts(Loop loop) {
        var nodes = List.of("cp1", "cp2", "cp3").subList(0, voters);
        return new ClusterFacts(
                voters == 0
                        ? new Voters.NotAsked()
                        : new Voters.Seen(nodes.stream()
                                .map(node -> new Voters.Voter("etcd-" + node, node, true))
                                .toList()),
                degraded,
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Set.copyOf(nodes));
    }

    @Override
    public Optional<String> lock(Loop loop) {
        return Optional.empty();
    }

    @Override
    public void unlock(Loop loop) {
        done("unlock");
    }

    @Override
    public Set<String> openRuns(Loop loop) {
        return Set.of();
    }

    @Override
    public CompletableFuture<Void> copyJournal(String text) {
        done("journal");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<String> cleanUp(Loop loop) {
        return List.of();
    }

    @Override
    public List<String> unsettled(Loop loop) {
        done("look whether it has settled");
        return unsettled;
    }
}
