package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.Unanswered.Why;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of an exec, in the protocols v5.channel.k8s.io and v4.channel.k8s.io: the first byte of each frame is its channel.
 * Everything is handed to the sink on the loop.
 */
final class ExecChannel extends WebSocketListener {
    static final int STDIN = 0;
    static final int STDOUT = 1;
    static final int STDERR = 2;
    private static final int STATUS = 3;
    private static final int CLOSE = 255;
    /** What may wait to be sent; a container that does not read its input for so long is not going to. */
    private static final long LARGEST_QUEUE = 1 << 20;

    private static final Set<Why> NEVER_SENT =
            EnumSet.of(Why.REFUSED, Why.UNKNOWN_HOST, Why.UNREACHABLE, Why.UNTRUSTED);

    private final ApiEndpoint endpoint;
    private final ApiRequest request;
    private final long begun;
    private final Loop loop;
    private final Sink sink;
    private volatile @Nullable WebSocket socket;
    private volatile ExecExit exit = new ExecExit.Unknown("the stream ended without an exit status");

    /** Hears of the channel on the loop: opened or refused, then data, then ended once. */
    interface Sink {
        void opened();

        void data(int channel, ByteString bytes, long at);

        /**
         * The channel is over.
         *
         * @param refused present if it never began
         */
        void ended(ExecExit exit, @Nullable ApiOutcome refused);
    }

    ExecChannel(ApiEndpoint endpoint, ExecTarget target, boolean input, Sink sink) {
        this.endpoint = endpoint;
        this.sink = sink;
        loop = endpoint.loop();
        request = ApiRequest.get(target.path(input));
        begun = loop.now();
    }

    /**
     * Asks for the upgrade.
     *
     * @param limit for the upgrade only
     */
    void connect(Duration limit) {
        Request upgrade = new Request.Builder()
                .url(endpoint.url(request.path()))
                .header("Sec-WebSocket-Protocol", "v5.channel.k8s.io, v4.channel.k8s.io")
                .header("User-Agent", "lacuna")
                .build();
        socket = endpoint.streaming().newBuilder().callTimeout(limit).build().newWebSocket(upgrade, this);
    }

    long now() {
        return loop.now();
    }

    /** Whether it was taken to be sent. */
    boolean send(byte[] input) {
        return frame(STDIN, input);
    }

    /** Closes the command's input; only v5 knows how. */
    boolean closeInput() {
        return frame(CLOSE, new byte[] {STDIN});
    }

    private boolean frame(int channel, byte[] bytes) {
        WebSocket open = socket;
        if (open == null || open.queueSize() > LARGEST_QUEUE) {
            return false;
        }
        byte[] frame = new byte[bytes.length + 1];
        frame[0] = (byte) channel;
        System.arraycopy(bytes, 0, frame, 1, bytes.length);
        return open.send(ByteString.of(frame));
    }

    /** Says good-bye, and hangs up if that is not answered within a second. */
    void close() {
        WebSocket open = socket;
        if (open != null && open.close(1000, null)) {
            loop.after(Duration.ofSeconds(1), open::cancel);
        }
    }

    void cancel() {
        WebSocket open = socket;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
        loop.post(sink::opened);
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        onMessage(webSocket, ByteString.encodeUtf8(text));
    }

    @Override
    public void onMessage(WebSocket webSocket, ByteString bytes) {
        long at = loop.now();
        if (bytes.size() < 2) {
            return;
        }
        int channel = bytes.getByte(0) & 0xFF;
        ByteString data = bytes.substring(1);
        if (channel == STATUS) {
            exit = ExecExit.read(data.string(StandardCharsets.UTF_8));
        } else if (channel == STDOUT || channel == STDERR) {
            loop.post(() -> sink.data(channel, data, at));
        }
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(1000, null);
    }

    @Override
    public void onClosed(WebSocket webSocket, int code, String reason) {
        loop.post(() -> sink.ended(exit, null));
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
        if (response != null && response.code() != 101) {
            ApiOutcome refused = new Answered(request, endpoint.words(), refusal(response));
            loop.post(() -> sink.ended(new ExecExit.Unknown(refused.words()), refused));
            return;
        }
        IOException cause =
                failure instanceof IOException network ? network : new IOException(failure.toString(), failure);
        var lost = new Unanswered(
                request, endpoint.words(), Failures.why(cause), Failures.detail(cause), moments(Failures.why(cause)));
        ExecExit end = exit instanceof ExecExit.Exited
                ? exit
                : new ExecExit.Unknown(lost.why().words() + " (" + lost.detail() + ")");
        loop.post(() -> sink.ended(end, response == null ? lost : null));
    }

    /** OkHttp does not tell when it sends an upgrade; unless the failure shows that no connection was made, it may have been sent. */
    private Unanswered.Moments moments(Why why) {
        var sent = NEVER_SENT.contains(why) ? OptionalLong.empty() : OptionalLong.of(begun);
        return new Unanswered.Moments(new CallTimes(begun, sent, OptionalLong.empty(), true), loop.now());
    }

    private ApiReply refusal(Response response) {
        String text;
        try {
            text = PendingCall.text(response);
        } catch (IOException | RuntimeException e) {
            text = "";
        }
        var json = JsonText.object(text);
        var times = new CallTimes(begun, OptionalLong.of(begun), OptionalLong.of(loop.now()), true);
        return new ApiReply(
                response.code(), json, json.isPresent() ? "" : text, times, PendingCall.retryAfter(response));
    }
}
