package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Clock;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.OptionalLong;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;

/** Takes the times of one call. It travels as the request's tag and hears of the call on the network's threads. */
final class CallWatch extends EventListener {
    static final EventListener.Factory FACTORY = call -> {
        CallWatch own = call.request().tag(CallWatch.class);
        return own == null ? EventListener.NONE : own;
    };

    private static final long NEVER = Long.MIN_VALUE;

    private final Clock clock;
    private final long begun;
    private volatile long sent = NEVER;
    private volatile long answered = NEVER;
    private volatile boolean newConnection;

    CallWatch(Clock clock) {
        this.clock = clock;
        begun = clock.now();
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        newConnection = true;
    }

    @Override
    public void requestHeadersStart(Call call) {
        if (sent == NEVER) {
            sent = clock.now();
        }
    }

    @Override
    public void responseHeadersStart(Call call) {
        answer();
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        answer();
    }

    private void answer() {
        if (answered == NEVER) {
            answered = clock.now();
        }
    }

    CallTimes times() {
        return new CallTimes(begun, optional(sent), optional(answered), newConnection);
    }

    private static OptionalLong optional(long stamp) {
        return stamp == NEVER ? OptionalLong.empty() : OptionalLong.of(stamp);
    }
}
