package dev.lacuna.experiments.kubernetes.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One request and the connection to answer it on. */
public final class FakeExchange {
    private final FakeRequest request;
    private final InputStream in;
    private final OutputStream out;
    private final Socket socket;
    private boolean ended;

    FakeExchange(FakeRequest request, InputStream in, OutputStream out, Socket socket) {
        this.request = request;
        this.in = in;
        this.out = out;
        this.socket = socket;
    }

    FakeRequest request() {
        return request;
    }

    InputStream in() {
        return in;
    }

    Socket socket() {
        return socket;
    }

    /** The connection is not used for another request. */
    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    void reply(int status, String body, Map<String, String> headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                .formatted(status, bytes.length));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        send(head.append("\r\n").toString() + body);
    }

    void beginChunks() throws IOException {
        send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    void chunk(String text) throws IOException {
        send(Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n");
    }

    void endChunks() throws IOException {
        send("0\r\n\r\n");
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }
}
