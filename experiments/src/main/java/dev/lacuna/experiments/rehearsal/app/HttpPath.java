package dev.lacuna.experiments.rehearsal.app;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.model.Range;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Requests to a service of the model. A kept connection stays with its pod's process until that is gone. */
final class HttpPath implements RequestPath {
    private final RequestPath.Http asked;
    private final Endpoints service;
    private final Range handshake;
    private final RandomGenerator chance;
    private final Loop loop;
    private @Nullable AppPod kept;
    private @Nullable Execution keptProcess;

    HttpPath(RequestPath.Http asked, Endpoints service, Range handshake, RandomGenerator chance, Loop loop) {
        this.asked = asked;
        this.service = service;
        this.handshake = handshake;
        this.chance = chance;
        this.loop = loop;
    }

    @Override
    public CompletableFuture<Answer> send(Duration timeout) {
        long sent = loop.now();
        var answer = new CompletableFuture<Answer>();
        boolean fresh = asked.fresh() || !connected();
        var pod = fresh ? service.next().orElse(null) : kept;
        long way = fresh ? handshake.draw(chance) : 0;
        loop.at(sent + way, () -> arrive(pod, sent, answer));
        loop.after(timeout, () -> complete(answer, sent, false, "no answer within " + timeout.toMillis() + " ms"));
        return answer;
    }

    private boolean connected() {
        return kept != null
                && keptProcess != null
                && kept.process().filter(keptProcess::equals).isPresent();
    }

    private void arrive(@Nullable AppPod pod, long sent, CompletableFuture<Answer> answer) {
        if (pod == null) {
            // kube-proxy rejects what goes to a service without endpoints (k/k pkg/proxy/iptables/proxier.go).
            complete(
                    answer,
                    sent,
                    false,
                    "connection refused: no pod of " + service.model().workload() + " is ready");
            return;
        }
        var process = pod.process().orElse(null);
        boolean stopped = process != null && process.state() == Execution.State.STOPPED;
        if (process == null || !(stopped || pod.well())) {
            kept = null;
            complete(answer, sent, false, "connection refused by " + pod.shown().object());
            return;
        }
        if (!asked.fresh()) {
            kept = pod;
            keptProcess = process;
        }
        process.run(() -> process.after(service.model().latency().draw(chance), () -> judge(sent, answer)));
    }

    private void judge(long sent, CompletableFuture<Answer> answer) {
        var model = service.model();
        if (model.status() != asked.status()) {
            complete(answer, sent, false, "status %d, not %d".formatted(model.status(), asked.status()));
        } else if (!model.text().contains(asked.contains())) {
            complete(answer, sent, false, "the text `%s` is not in it".formatted(asked.contains()));
        } else {
            complete(answer, sent, true, "");
        }
    }

    private void complete(CompletableFuture<Answer> answer, long sent, boolean good, String detail) {
        answer.complete(new Answer(sent, loop.now(), good, detail));
    }

    @Override
    public void close() {
        kept = null;
    }
}
