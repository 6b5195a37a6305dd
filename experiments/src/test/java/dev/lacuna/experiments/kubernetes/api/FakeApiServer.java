package dev.lacuna.experiments.kubernetes.api;

import com.google.gson.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An API server for tests, on a loopback port of its own: lists, watches, creates, updates with conflicts, deletes, and behaves as badly as it is
 * told to. HTTP/1.1, with or without TLS. Every request that arrives is counted, also those that get no answer.
 */
public final class FakeApiServer implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "fake-api-server");
        thread.setDaemon(true);
        return thread;
    });
    private final ServerSocket listening;
    private final Optional<SSLContext> tls;
    private final boolean clientsNeedCertificate;
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Deque<Script> scripts = new ArrayDeque<>();
    private final FakeObjects objects = new FakeObjects();
    private final FakeExec exec = new FakeExec();
    private final Gate gate = new Gate();
    private volatile Function<FakeRequest, Optional<FakeAnswer>> standing = request -> Optional.empty();

    private record Script(Predicate<FakeRequest> which, FakeAnswer answer) {}

    private FakeApiServer(Optional<SSLContext> tls, boolean clientsNeedCertificate) {
        this.tls = tls;
        this.clientsNeedCertificate = clientsNeedCertificate;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public static FakeApiServer plain() {
        return new FakeApiServer(Optional.empty(), false);
    }

    public static FakeApiServer encrypted(SSLContext context) {
        return encrypted(context, false);
    }

    public static FakeApiServer encrypted(SSLContext context, boolean clientsNeedCertificate) {
        return new FakeApiServer(Optional.of(context), clientsNeedCertificate);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public URI uri() {
        return URI.create((tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port());
    }

    public FakeObjects objects() {
        return objects;
    }

    public FakeExec exec() {
        return exec;
    }

    /** The next request whose path starts so is answered so, once; scripts of the same path are used in their order. */
    public void next(String pathPrefix, FakeAnswer answer) {
        when(request -> request.path().startsWith(pathPrefix), answer);
    }

    /** As {@link #next} for requests of any kind. */
    public synchronized void when(Predicate<FakeRequest> which, FakeAnswer answer) {
        scripts.add(new Script(which, answer));
    }

    /** What no script answers is answered by this rule, where it has an answer. */
    public void always(Function<FakeRequest, Optional<FakeAnswer>> rule) {
        standing = rule;
    }

    /** All requests so far, in the order in which they arrived. */
    public List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    public List<FakeRequest> requests(String pathPrefix) {
        return requests.stream()
                .filter(request -> request.path().startsWith(pathPrefix))
                .toList();
    }

    public int connections() {
        return connections.get();
    }

    /** From now on connections are accepted, and nothing is ever answered or sent. */
    public void hang() {
        gate.shut();
    }

    public void thaw() {
        gate.open();
    }

    /** Resets every open connection. */
    public void resetAll() {
        open.forEach(FakeApiServer::reset);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        gate.open();
        objects.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket socket = listening.accept();
                open.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // The server was closed.
        }
    }

    private void serve(Socket raw) {
        try (raw;
                Socket socket = encrypted(raw)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = gate.behind(socket.getOutputStream());
            FakeRequest request = read(in);
            while (request != null) {
                requests.add(request);
                gate.pass();
                var exchange = new FakeExchange(request, in, out, raw);
                answer(request).answer(exchange);
                if (exchange.ended()) {
                    return;
                }
                request = read(in);
            }
        } catch (IOException | InterruptedException e) {
            // The client went away, or a script broke the connection: both are what tests do.
        } finally {
            open.remove(raw);
        }
    }

    private Socket encrypted(Socket raw) throws IOException {
        if (tls.isEmpty()) {
            return raw;
        }
        var socket = (SSLSocket) tls.get().getSocketFactory().createSocket(raw, null, raw.getPort(), false);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(clientsNeedCertificate);
        gate.passQuietly();
        socket.startHandshake();
        return socket;
    }

    private synchronized FakeAnswer answer(FakeRequest request) {
        var all = scripts.iterator();
        while (all.hasNext()) {
            Script script = all.next();
            if (script.which.test(request)) {
                all.remove();
                return script.answer;
            }
        }
        return standing.apply(request).orElse(request.path().contains("/exec?") ? exec : objects);
    }

    private static @Nullable FakeRequest read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null || first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        List<String> words = List.of(first.split(" "));
        return new FakeRequest(words.get(0), words.get(1), headers, body);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var bytes = new ArrayList<Byte>();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            bytes.add((byte) next);
        }
        byte[] line = new byte[bytes.size()];
        for (int i = 0; i < line.length; i++) {
            line[i] = bytes.get(i);
        }
        return new String(line, StandardCharsets.UTF_8).strip();
    }

    /** A Status as Kubernetes writes it. */
    public static JsonObject status(int code, String reason, String message) {
        var status = new JsonObject();
        status.addProperty("kind", "Status");
        status.addProperty("apiVersion", "v1");
        status.addProperty("status", "Failure");
        status.addProperty("code", code);
        status.addProperty("reason", reason);
        status.addProperty("message", message);
        return status;
    }
}
