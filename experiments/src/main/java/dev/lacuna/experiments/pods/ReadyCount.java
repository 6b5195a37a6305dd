package dev.lacuna.experiments.pods;

import dev.lacuna.engine.probe.Sample;
import dev.lacuna.engine.probe.SampleOutcome;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.probe.Question;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Counts ready pods. */
final class ReadyCount implements Question {
    private static final String COUNTED = " of the pods are ready, needed are ";
    private final ControlPlane cluster;
    private final Pods.Asked asked;

    ReadyCount(ControlPlane cluster, Pods.Asked asked) {
        this.cluster = cluster;
        this.asked = asked;
    }

    @Override
    public CompletableFuture<SampleOutcome> ask() {
        return Question.judged(cluster.pods(asked.namespace(), asked.labels()), this::judge);
    }

    private SampleOutcome judge(List<Pod> pods) {
        long ready = pods.stream().filter(pod -> pod.ready() && !pod.deleting()).count();
        return new SampleOutcome(ready >= asked.ready(), ready + COUNTED + asked.ready());
    }

    /** A look that failed says nothing of the pods. */
    @Override
    public boolean tells(Sample sample) {
        return sample.detail().contains(COUNTED);
    }

    @Override
    public void close() {
        // The looks go through the cluster's own connections, which stay.
    }
}
