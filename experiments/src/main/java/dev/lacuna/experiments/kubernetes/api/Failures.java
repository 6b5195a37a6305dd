package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.experiments.kubernetes.api.Unanswered.Why;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import org.jspecify.annotations.Nullable;

/** Tells from an exception of the network what went wrong. */
final class Failures {

    private Failures() {}

    static Why why(IOException failure) {
        if (any(failure, SSLPeerUnverifiedException.class::isInstance)
                || any(failure, CertificateException.class::isInstance)) {
            return Why.UNTRUSTED;
        }
        if (any(failure, UnknownHostException.class::isInstance)) {
            return Why.UNKNOWN_HOST;
        }
        if (any(failure, e -> says(e, "canceled"))) {
            return Why.CANCELLED;
        }
        if (any(failure, NoRouteToHostException.class::isInstance) || any(failure, e -> says(e, "unreachable"))) {
            return Why.UNREACHABLE;
        }
        if (any(failure, e -> e instanceof ConnectException && says(e, "refused"))) {
            return Why.REFUSED;
        }
        return lateOrLost(failure);
    }

    private static Why lateOrLost(IOException failure) {
        if (any(failure, e -> e instanceof InterruptedIOException)) {
            return Why.TIMED_OUT;
        }
        if (any(failure, Failures::lost)) {
            return Why.RESET;
        }
        return Why.BROKEN;
    }

    private static boolean lost(Throwable e) {
        return e instanceof SocketException
                || e instanceof EOFException
                || e instanceof StreamResetException
                || e instanceof ConnectionShutdownException
                || (e instanceof SSLException && !speaksNoTls(e))
                || says(e, "unexpected end of stream")
                || says(e, "closed")
                || says(e, "connection reset");
    }

    /** In the words of the Java runtime, and of Conscrypt. */
    private static boolean speaksNoTls(Throwable e) {
        return says(e, "unsupported or unrecognized") || says(e, "unable to parse tls packet header");
    }

    /**
     * The innermost words, which name the reason, as people say it: one line, {@value OneLine#LONGEST} characters at most. The outer ones only name the address;
     * some inner ones speak of OkHttp's buffers.
     */
    static String detail(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            innermost = cause;
        }
        if (innermost instanceof StreamResetException reset) {
            return detail(reset);
        }
        String words = innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
        return OneLine.of(known(innermost, words.toLowerCase(Locale.ROOT)).orElse(words));
    }

    private static Optional<String> known(Throwable failure, String words) {
        if (words.contains("not found: limit=") || words.contains("unexpected end of stream")) {
            return Optional.of("the server closed the connection before its answer was whole");
        }
        if (words.contains("connection reset")) {
            return Optional.of("the server, or something on the way, reset the connection");
        }
        if (speaksNoTls(failure)) {
            return Optional.of("what answers there does not speak TLS");
        }
        if (words.contains("broken pipe")) {
            return Optional.of("the server had closed the connection");
        }
        if (words.contains("socket closed") || words.contains("stream closed") || words.equals("closed")) {
            return Optional.of("the connection was closed while its answer was waited for");
        }
        if (failure instanceof ConnectionShutdownException) {
            return Optional.of("the connection was given up");
        }
        return words.startsWith("unexpected status line") || failure instanceof ProtocolException
                ? Optional.of("what answers there does not speak HTTP")
                : Optional.empty();
    }

    /** OkHttp ends the streams of a connection that it loses with the code of its own reason. */
    private static String detail(StreamResetException reset) {
        if (reset.errorCode.equals(ErrorCode.PROTOCOL_ERROR)) {
            return "pings were not answered, or the peer broke the rules of HTTP/2";
        }
        return reset.errorCode.equals(ErrorCode.CANCEL)
                ? "the peer closed the connection"
                : "HTTP/2 " + reset.errorCode;
    }

    private static boolean says(Throwable e, String words) {
        return e.getMessage() != null && e.getMessage().toLowerCase(Locale.ROOT).contains(words);
    }

    private static boolean any(@Nullable Throwable failure, Predicate<Throwable> test) {
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 10; at = at.getCause()) {
            if (test.test(at)) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
