package dev.lacuna.experiments.kubernetes.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Runs a command without input in a container to its end. */
final class ExecOnce implements ExecChannel.Sink {
    private static final long LARGEST_OUTPUT = 1 << 20;

    private final CompletableFuture<ExecResult> answer = new CompletableFuture<>();
    private final Buffer out = new Buffer();
    private final Buffer err = new Buffer();
    private final ExecChannel channel;
    private boolean opened;

    private ExecOnce(ApiEndpoint endpoint, ExecTarget target) {
        channel = new ExecChannel(endpoint, target, false, this);
    }

    /**
     * Runs it.
     *
     * @param timeout for all of it; after that the command may still run
     * @return fails with an {@link ApiException} only when the command surely has not begun; otherwise whatever is not an exit code that was read
     *     is {@link ExecExit.Unknown}
     */
    static CompletableFuture<ExecResult> run(ApiEndpoint endpoint, ExecTarget target, Duration timeout) {
        var once = new ExecOnce(endpoint, target);
        var limit = endpoint.loop().after(timeout, () -> once.overdue(target, timeout));
        var unused = once.answer.whenComplete((result, failure) -> limit.cancel());
        once.channel.connect(timeout);
        return once.answer;
    }

    private void overdue(ExecTarget target, Duration timeout) {
        finish(new ExecExit.Unknown(
                "no end of %s within %d ms; it may still run".formatted(target.words(), timeout.toMillis())));
    }

    private void finish(ExecExit exit) {
        answer.complete(
                new ExecResult(out.readString(StandardCharsets.UTF_8), err.readString(StandardCharsets.UTF_8), exit));
        channel.cancel();
    }

    @Override
    public void opened() {
        opened = true;
    }

    @Override
    public void data(int from, ByteString bytes, long at) {
        Buffer to = from == ExecChannel.STDOUT ? out : err;
        if (answer.isDone()) {
            return;
        }
        if (to.size() + bytes.size() > LARGEST_OUTPUT) {
            finish(new ExecExit.Unknown("it wrote more than %d bytes".formatted(LARGEST_OUTPUT)));
            return;
        }
        to.write(bytes);
    }

    @Override
    public void ended(ExecExit exit, @Nullable ApiOutcome refused) {
        boolean neverBegan =
                refused instanceof Answered || (refused instanceof Unanswered lost && !lost.mayHaveArrived());
        if (refused != null && !opened && neverBegan) {
            answer.completeExceptionally(ExecStream.failure(refused));
        } else if (!answer.isDone()) {
            finish(exit);
        }
    }
}
