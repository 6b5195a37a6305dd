package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Loop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A command in a container that stays open: lines in, lines out.
 *
 * <p>A dead connection is noticed by pings (the endpoint's {@link ConnectionPolicy#ping}). The command itself may outlive the stream: what it started, it has
 * to end. {@link #send} may be called from any thread; everything else belongs to the loop.
 */
public final class ExecStream implements AutoCloseable {
    private final ExecListener listener;
    private final CompletableFuture<ExecStream> opened = new CompletableFuture<>();
    private final LineBuffer out = new LineBuffer();
    private final LineBuffer err = new LineBuffer();
    private final ExecChannel channel;
    private boolean closed;

    private ExecStream(ApiEndpoint endpoint, ExecTarget target, ExecListener listener) {
        this.listener = listener;
        channel = new ExecChannel(endpoint, target, true, new Frames());
    }

    /**
     * Starts the command and opens the stream to it.
     *
     * @param limit until the server has agreed; the command may run as long as it wants
     * @return fails with an {@link ApiException} when the server refuses or does not answer
     */
    public static CompletableFuture<ExecStream> open(
            ApiEndpoint endpoint, ExecTarget target, Duration limit, ExecListener listener) {
        var stream = new ExecStream(endpoint, target, listener);
        Loop.Timer late = endpoint.loop().after(limit.plusMillis(200), stream.channel::cancel);
        var unused = stream.opened.whenComplete((open, failure) -> {
            late.cancel();
            if (stream.opened.isCancelled()) {
                stream.channel.cancel();
            }
        });
        stream.channel.connect(limit);
        return stream.opened;
    }

    /** Runs a command without input to its end; see {@link ExecOnce#run}. */
    public static CompletableFuture<ExecResult> exec(ApiEndpoint endpoint, ExecTarget target, Duration timeout) {
        return ExecOnce.run(endpoint, target, timeout);
    }

    /** Sends a line; the end of the line is added. False: the stream is closed or stuck, and the line is not sent. */
    public boolean send(String line) {
        return channel.send((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Tells the command that no more input comes. */
    public boolean closeInput() {
        return channel.closeInput();
    }

    /** Ends the stream: the listener hears nothing more. What was sent before is still delivered if the connection lives. */
    @Override
    public void close() {
        closed = true;
        channel.close();
    }

    private final class Frames implements ExecChannel.Sink {

        @Override
        public void opened() {
            opened.complete(ExecStream.this);
        }

        @Override
        public void data(int from, ByteString bytes, long at) {
            if (from == ExecChannel.STDOUT) {
                out.accept(bytes, line -> out(line, at));
            } else {
                err.accept(bytes, line -> err(line, at));
            }
        }

        @Override
        public void ended(ExecExit exit, @Nullable ApiOutcome refused) {
            if (refused != null && opened.completeExceptionally(failure(refused))) {
                return;
            }
            long now = channel.now();
            out.finish(line -> out(line, now));
            err.finish(line -> err(line, now));
            if (!closed) {
                closed = true;
                listener.onClosed(exit);
            }
        }

        private void out(String line, long at) {
            if (!closed) {
                listener.onLine(line, at);
            }
        }

        private void err(String line, long at) {
            if (!closed) {
                listener.onErrorLine(line, at);
            }
        }
    }

    static RuntimeException failure(ApiOutcome refused) {
        return refused instanceof Unanswered lost
                ? ApiException.unanswered(lost)
                : ApiException.refused((Answered) refused);
    }
}
