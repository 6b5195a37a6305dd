package dev.lacuna.engine.run;

import dev.lacuna.engine.explanation.TimerBound;
import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Injection;
import dev.lacuna.engine.fault.Intent;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.fault.Proof;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.fault.Target;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.safeguard.ClusterFacts;
import dev.lacuna.engine.safeguard.Voters;
import dev.lacuna.engine.scenario.Experiment;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A place in virtual time whose faults and probes do as a test says. */
final class FakeSite implements Site {
    final List<String> deeds = new ArrayList<>();
    final Loop loop;
    Proof proof = Proof.held(List.of("container 4d56 exited with 137"));
    Optional<Duration> hold = Optional.empty();
    final List<Done> log = new ArrayList<>();
    final List<String> copies = new ArrayList<>();
    Map<String, Duration> proving = Map.of();
    Map<String, Duration> holding = Map.of();
    Map<String, Duration> healing = Map.of();
    Set<Loss> losses = Set.of();
    Voters voters = new Voters.NotAsked();
    Supplier<CompletableFuture<Void>> copying = () -> CompletableFuture.completedFuture(null);
    boolean healable = true;
    List<TimerBound> bounds = List.of();
    Optional<String> broken = Optional.empty();
    boolean sampling = true;
    boolean measuring = true;
    boolean recovers = true;
    boolean aware = true;
    Consumer<String> lockLost = why -> {};
    Consumer<String> trouble = what -> {};
    boolean measurable = true;
    String target = "cp2";
    Optional<String> holder = Optional.empty();
    Set<String> open = Set.of();
    List<Right> lacking = List.of();
    List<String> warnings = List.of();
    List<String> degraded = List.of();
    Optional<FaultException> targetless = Optional.empty();
    Consumer<String> before = deed -> {};
    Optional<Long> effect = Optional.empty();
    Optional<Observation> happening = Optional.empty();

    /** What was done for an experiment, to the node that was its target, and when. */
    record Done(String experiment, String deed, String on, long at) {}

    FakeSite(Loop loop) {
        this.loop = loop;
    }

    private void done(String deed) {
        before.accept(deed);
        deeds.add(deed);
    }

    @Override
    public Map<String, String> identity() {
        return Map.of("context", "paper");
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Fault fault(Experiment experiment, String draw) {
        return new Fault() {

            @Override
            public Proposal propose(Loop waiting) {
                targetless.ifPresent(failure -> {
                    throw failure;
                });
                done("propose");
                var hit = new Target(
                        "pod kube-system/kube-scheduler-" + target, target, "4d56", Map.of("leading since", "3 h"));
                var impact = new Impact(Set.of("cp2"), losses, Set.of(), false, Set.of(), Set.of("kube-system"));
                return new Proposal(
                        "SIGKILL to kube-scheduler on cp2",
                        List.of(hit),
                        impact,
                        List.of(new Right("get", "", "pods", "")),
                        Set.of(),
                        List.of());
            }

            @Override
            public List<TimerBound> bounds(Proposal proposal, Loop waiting) {
                done("bounds");
                return bounds;
            }

            @Override
            public Strike prepare(Proposal proposal, Loop waiting) {
                done("prepare");
                return new FakeStrike(
                        experiment.name(), proposal.targets().get(0).node());
            }
        };
    }

    private final class FakeStrike implements Strike {
        private final String name;
        private final String on;

        FakeStrike(String name, String on) {
            this.name = name;
            this.on = on;
        }

        private void done(String deed) {
            log.add(new Done(name, deed, on, loop.now()));
            FakeSite.this.done(deed);
        }

        @Override
        public Intent intent() {
            return new Intent(
                    "SIGKILL to 4d56", List.of("cp2"), "nothing", Map.of("container", "4d56"), Duration.ofSeconds(30));
        }

        @Override
        public void arm(Loop waiting) {
            done("arm");
        }

        @Override
        public Injection inject(Loop waiting) {
            done("inject");
            effect = effect.or(() -> Optional.of(waiting.now() + 7));
            return new Injection(
                    new Interval(waiting.now(), waiting.now() + 5), new Interval(waiting.now() + 6, waiting.now() + 7));
        }

        @Override
        public Proof confirm(Loop waiting) {
            done("confirm");
            waiting.sleep(proving.getOrDefault(name, Duration.ofMillis(300)));
            log.add(new Done(name, "proved", on, loop.now()));
            return proof;
        }

        @Override
        public Optional<Duration> hold() {
            return Optional.ofNullable(holding.get(name)).or(() -> hold);
        }

        @Override
        public void heal(Loop waiting) {
            done("heal");
            Optional.ofNullable(healing.get(name)).ifPresent(waiting::sleep);
        }

        @Override
        public Optional<String> broken() {
            return broken;
        }

        @Override
        public List<String> leftovers(Loop waiting) {
            done("verify");
            return healable ? List.of() : List.of("rule 17 on cp2");
        }
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
    public List<Right> lacking(List<Right> rights, Loop waiting) {
        return rights.stream().filter(lacking::contains).toList();
    }

    @Override
    public ClusterFacts facts(Loop waiting) {
        return new ClusterFacts(voters, degraded, List.of(), List.of(), Optional.empty(), Set.of(), Set.of(), Set.of());
    }

    @Override
    public Optional<String> lock(Loop waiting) {
        done("lock");
        return holder;
    }

    @Override
    public void onLockLost(Consumer<String> reader) {
        lockLost = reader;
    }

    @Override
    public void onTrouble(Consumer<String> reader) {
        trouble = reader;
    }

    @Override
    public void unlock(Loop waiting) {
        done("unlock");
    }

    @Override
    public Set<String> openRuns(Loop waiting) {
        return open;
    }

    @Override
    public CompletableFuture<Void> copyJournal(String text) {
        done("journal");
        copies.add(text);
        return copying.get();
    }

    @Override
    public List<String> cleanUp(Loop waiting) {
        done("cleanUp");
        return List.of();
    }

    @Override
    public List<String> unsettled(Loop waiting) {
        return List.of();
    }
}
