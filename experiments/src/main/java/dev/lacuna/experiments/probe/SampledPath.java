package dev.lacuna.experiments.probe;

import dev.lacuna.engine.probe.Gap;
import dev.lacuna.engine.probe.Observation;
import dev.lacuna.engine.probe.OutageMeter;
import dev.lacuna.engine.probe.Sample;
import dev.lacuna.engine.probe.Sampler;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One path that is asked on a fixed schedule, for one trial: its samples, its gaps, and what they come to. Belongs to the loop. */
public final class SampledPath {
    private final String name;
    private final Loop loop;
    private final Duration timeout;
    private final Question question;
    private final Consumer<Observation> observer;
    private final Sampler sampler;
    private final GapNotes gaps;
    private final OutageMeter meter = new OutageMeter();
    private final PathMeasures measures = new PathMeasures();
    private @Nullable Sample last;
    private boolean stopped;

    /** The question is this path's from now on: it closes it. */
    public SampledPath(
            String name, Loop loop, Sampler.Schedule schedule, Question question, Consumer<Observation> observer) {
        this.name = name;
        this.loop = loop;
        this.timeout = schedule.timeout();
        this.question = question;
        this.observer = observer;
        this.sampler = new Sampler(loop, schedule, question::ask, this::take);
        this.gaps = new GapNotes(name, observer);
    }

    public String name() {
        return name;
    }

    /** Asks for the first time after {@code offset}, so that several paths need not ask at the same moment. */
    public void start(Duration offset) {
        sampler.start(loop.now() + offset.toNanos());
    }

    /** What has no answer by now is given up and counts as nothing. */
    public void stop() {
        stopped = true;
        var unused = sampler.stop();
        question.close();
    }

    private void take(Sample sample) {
        if (stopped) {
            return;
        }
        last = sample;
        observer.accept(new Observation.Sampled(name, sample.due(), sample.good(), sample.detail()));
        if (!question.tells(sample)) {
            return;
        }
        measures.add(sample);
        meter.accept(sample).ifPresent(outage -> gaps.end(outage.ended(), outage.recovered()));
        meter.ongoing().ifPresent(outage -> outage.began().ifPresent(began -> gaps.begin(began, outage.reason())));
    }

    /** Whether the last sample was good. */
    public boolean healthy() {
        return last != null && last.good();
    }

    /** Why it is not {@link #healthy}. */
    public String state() {
        if (last == null) {
            return "no sample yet";
        }
        return last.good() ? "well" : last.detail();
    }

    /** Whether it is well, and was asked successfully after the effect. */
    public boolean recovered(Interval effect) {
        var latest = last;
        return latest != null && latest.good() && latest.sent().lower() > effect.upper();
    }

    public Map<String, Measurement> measures(Interval effect) {
        return measures.all(effect, timeout);
    }

    /** What the measures come from. */
    public PathMeasures samples() {
        return measures;
    }

    public List<Gap> gaps(long end) {
        return gaps.until(end);
    }
}
