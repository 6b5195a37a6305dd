package dev.lacuna.experiments.canary;

import dev.lacuna.engine.explanation.Milestone;
import dev.lacuna.engine.explanation.Span;
import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.probe.SampleOutcome;
import dev.lacuna.engine.probe.Sampler;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.probe.PathMeasures;
import dev.lacuna.experiments.probe.Question;
import dev.lacuna.experiments.probe.SampledPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Watches whether a component does its job. One canary, with objects of its own, for each trial. */
final class CanaryProbe implements Probe {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private final ProbeHead head;
    private final Optional<String> election;
    private final Supplier<Canary> canaries;
    private final Loop loop;
    private Work work = new Work();
    private @Nullable Canary canary;
    private @Nullable SampledPath path;
    private String trouble = "not started";

    /** @param election whose leader does the work */
    CanaryProbe(ProbeHead head, Optional<String> election, Supplier<Canary> canaries, Loop loop) {
        this.head = head;
        this.election = election;
        this.canaries = canaries;
        this.loop = loop;
    }

    @Override
    public String name() {
        return head.name();
    }

    @Override
    public void start(Consumer<Observation> observer) {
        work = new Work();
        path = null;
        trouble = "the canary is being set up";
        open(observer);
    }

    private void open(Consumer<Observation> observer) {
        var own = canaries.get();
        canary = own;
        var unused = own.open().whenComplete((done, failure) -> {
            if (!own.equals(canary)) {
                return;
            }
            if (failure == null) {
                path = new SampledPath(
                        name(),
                        loop,
                        Sampler.Schedule.of(head.every(), head.timeout()),
                        new Asking(own, work),
                        observer);
                path.start(Duration.ZERO);
                return;
            }
            trouble =
                    "the canary could not be set up: " + Answers.cause(failure).getMessage();
            own.close();
            loop.after(TRY_AGAIN, () -> {
                if (own.equals(canary)) {
                    open(observer);
                }
            });
        });
    }

    @Override
    public void stop() {
        if (path != null) {
            path.stop();
        } else if (canary != null) {
            canary.close();
        }
        canary = null;
    }

    @Override
    public boolean healthy() {
        return path != null && path.healthy();
    }

    @Override
    public String state() {
        return path == null ? trouble : path.state();
    }

    @Override
    public boolean recovered(Interval effect) {
        return path != null && path.recovered(effect);
    }

    @Override
    public Map<String, Measurement> measures(Interval effect, long end) {
        var asked = path;
        if (asked == null) {
            return Map.of();
        }
        Map<String, Measurement> measures = new HashMap<>(asked.measures(effect));
        measures.keySet().retainAll(List.of(PathMeasures.RECOVERY, PathMeasures.LONGEST_GAP));
        if (measures.containsKey(PathMeasures.RECOVERY)) {
            work.recovered(effect, asked.samples().since(effect))
                    .ifPresent(recovered -> measures.put(
                            PathMeasures.RECOVERY,
                            Measurement.of(recovered.since(effect).atLeastZero())));
        }
        return measures;
    }

    /** A piece of work takes some time on its own: what a piece took before the fault, so that the rest is the new leader's start. */
    @Override
    public List<Span> spans(Interval effect) {
        var asked = path;
        if (asked == null || election.isEmpty()) {
            return List.of();
        }
        return work
                .recovered(effect, asked.samples().since(effect))
                .map(done -> new Span(
                        PathMeasures.RECOVERY,
                        Set.of(election.get()),
                        effect,
                        done,
                        work
                                .began(effect, done)
                                .map(began -> new Milestone(
                                        election.get(),
                                        began,
                                        "start of the new leader, caches filled",
                                        "first work seen done, less what work took before the fault"))
                                .stream()
                                .toList(),
                        "work done again",
                        "first work seen done after the outage"))
                .stream()
                .toList();
    }

    @Override
    public List<Gap> gaps(long end) {
        return path == null ? List.of() : path.gaps(end);
    }

    /** Asks the canary, and keeps what came of it, late or not. */
    private final class Asking implements Question {
        private final Canary asked;
        private final Work kept;

        Asking(Canary asked, Work kept) {
            this.asked = asked;
            this.kept = kept;
        }

        @Override
        public CompletableFuture<SampleOutcome> ask() {
            long at = loop.now();
            return Question.judged(asked.ask(), done -> {
                kept.done(at, done);
                return SampleOutcome.ok();
            });
        }

        @Override
        public void close() {
            asked.close();
        }
    }
}
