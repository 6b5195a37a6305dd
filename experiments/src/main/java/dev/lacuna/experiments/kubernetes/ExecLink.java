package dev.lacuna.experiments.kubernetes;

import dev.lacuna.engine.time.Answers;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ApiException;
import dev.lacuna.experiments.kubernetes.api.ExecExit;
import dev.lacuna.experiments.kubernetes.api.ExecListener;
import dev.lacuna.experiments.kubernetes.api.ExecStream;
import dev.lacuna.experiments.kubernetes.api.ExecTarget;
import dev.lacuna.experiments.nodeagent.AgentLink;
import dev.lacuna.experiments.nodeagent.LinkLost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A link to an agent over one exec stream. Belongs to the loop; what comes before anybody reads is kept. */
final class ExecLink implements AgentLink, ExecListener {
    private static final Duration OPENING = Duration.ofSeconds(5);

    /**
     * The kubelet's words where the container does not run (k/k pkg/kubelet/kubelet_pods.go). A helper's ran before, and is not started again. Not so its `pod does not
     * exist`: a kubelet that was just started says it of pods that it has not heard of yet.
     */
    private static final String NO_CONTAINER = "container not found";

    private final ApiEndpoint way;
    private final List<String> unread = new ArrayList<>();
    private @Nullable ExecStream stream;
    private @Nullable Consumer<String> lines;
    private @Nullable Consumer<LinkLost> end;
    private @Nullable LinkLost ended;
    private boolean closed;

    private ExecLink(ApiEndpoint way) {
        this.way = way;
    }

    static CompletableFuture<ExecLink> open(ApiEndpoint way, ExecTarget target) {
        var link = new ExecLink(way);
        return ExecStream.open(way, target, OPENING, link)
                .thenApply(stream -> {
                    link.stream = stream;
                    return link;
                })
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(known(Answers.cause(failure))));
    }

    private static Throwable known(Throwable failure) {
        boolean noPod =
                failure instanceof ApiException refused && refused.reason().equals("NotFound");
        String why = String.valueOf(failure.getMessage());
        return noPod ? LinkLost.withItsAgent(why) : lost(why);
    }

    private static LinkLost lost(String why) {
        return why.contains(NO_CONTAINER) ? LinkLost.withItsAgent(why) : LinkLost.alone(why);
    }

    ApiEndpoint way() {
        return way;
    }

    boolean isOpen() {
        return !closed && ended == null;
    }

    @Override
    public void send(String line) {
        var open = stream;
        if (open != null && !open.send(line)) {
            abandon("it took no more lines");
        }
    }

    @Override
    public void onLine(Consumer<String> reader) {
        lines = reader;
        unread.forEach(reader);
        unread.clear();
    }

    @Override
    public void onClosed(Consumer<LinkLost> reader) {
        end = reader;
        if (ended != null && !closed) {
            reader.accept(ended);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (stream != null) {
            stream.close();
        }
    }

    /** Gives it up, so that whoever reads it opens another one. */
    void abandon(String why) {
        if (isOpen()) {
            end("given up: " + why);
            if (stream != null) {
                stream.close();
            }
        }
    }

    @Override
    public void onLine(String line, long receivedAt) {
        if (lines == null) {
            unread.add(line);
        } else {
            lines.accept(line);
        }
    }

    @Override
    public void onClosed(ExecExit exit) {
        if (isOpen()) {
            end(exit instanceof ExecExit.Unknown unknown ? unknown.reason() : "it ended: " + exit);
        }
    }

    private void end(String why) {
        ended = lost("through " + way.words() + ": " + why);
        if (end != null) {
            end.accept(ended);
        }
    }
}
