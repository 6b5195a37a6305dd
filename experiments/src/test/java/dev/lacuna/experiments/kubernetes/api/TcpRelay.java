package dev.lacuna.experiments.kubernetes.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes bytes between a loopback port and a real server, and can stop doing so without closing anything: a hung server for tests. */
final class TcpRelay implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "tcp-relay");
        thread.setDaemon(true);
        return thread;
    });
    private final ServerSocket listening;
    private final Gate gate = new Gate();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final String host;
    private final int port;

    TcpRelay(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void hang() {
        gate.shut();
    }

    void thaw() {
        gate.open();
    }

    private void accept() {
        try {
            while (true) {
                Socket here = listening.accept();
                Socket there = new Socket(host, port);
                open.add(here);
                open.add(there);
                threads.execute(() -> pump(here, there));
                threads.execute(() -> pump(there, here));
            }
        } catch (IOException e) {
            // Closed, or the server is away: the client will notice.
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = gate.behind(to.getOutputStream());
            in.transferTo(out);
        } catch (IOException e) {
            // One side hung up; the other one is closed with it.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
