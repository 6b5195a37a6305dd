package dev.lacuna.experiments.kubernetes.api;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Function;

/**
 * The exec of a {@link FakeApiServer}: a WebSocket whose command answers each line with what {@link #program} makes of it. A program's answer
 * that starts with {@code exit:} ends it: the rest is the text of the status channel, or nothing at all.
 */
public final class FakeExec implements FakeAnswer {
    private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private volatile Function<String, String> program = line -> "heard " + line;
    private volatile String atOnce = "";

    /** What each line of input is answered with; the answer's own line end is added. */
    public void program(Function<String, String> next) {
        program = next;
    }

    /** What the command does without input: {@code out:TEXT}, {@code err:TEXT}, {@code exit:STATUS}, several with {@code |} between. */
    public void atOnce(String actions) {
        atOnce = actions;
    }

    @Override
    public void answer(FakeExchange exchange) throws IOException, InterruptedException {
        exchange.end();
        exchange.send("""
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: %s\r
                Sec-WebSocket-Protocol: v5.channel.k8s.io\r
                \r
                """.formatted(accept(exchange.request().header("sec-websocket-key"))));
        frame(exchange, 1, "");
        for (String action : atOnce.isEmpty() ? new String[0] : atOnce.split("\\|")) {
            if (act(exchange, action)) {
                return;
            }
        }
        readLines(exchange);
    }

    private void readLines(FakeExchange exchange) throws IOException {
        var in = new DataInputStream(exchange.in());
        var input = new ByteArrayOutputStream();
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0F;
            byte[] data = payload(in);
            if (opcode == 9) {
                exchange.send(new byte[] {(byte) 0x8A, 0});
            } else if (opcode == 8) {
                exchange.send(new byte[] {(byte) 0x88, 0});
                return;
            } else if (data.length > 0 && data[0] == 0) {
                input.write(data, 1, data.length - 1);
                if (answered(exchange, input)) {
                    return;
                }
            }
        }
    }

    private boolean answered(FakeExchange exchange, ByteArrayOutputStream input) throws IOException {
        String text = input.toString(StandardCharsets.UTF_8);
        if (!text.endsWith("\n")) {
            return false;
        }
        input.reset();
        for (String line : text.lines().toList()) {
            String reply = program.apply(line);
            if (act(exchange, reply.startsWith("exit:") ? reply : "out:" + reply + "\n")) {
                return true;
            }
        }
        return false;
    }

    private static boolean act(FakeExchange exchange, String action) throws IOException {
        String text = action.substring(action.indexOf(':') + 1);
        if (action.startsWith("out:")) {
            frame(exchange, 1, text);
        } else if (action.startsWith("err:")) {
            frame(exchange, 2, text);
        } else if (!text.equals("drop")) {
            if (!text.isEmpty()) {
                frame(exchange, 3, text);
            }
            exchange.send(new byte[] {(byte) 0x88, 0});
            return true;
        } else {
            FakeApiServer.reset(exchange.socket());
            return true;
        }
        return false;
    }

    private static void frame(FakeExchange exchange, int channel, String text) throws IOException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(0x82);
        int length = data.length + 1;
        if (length < 126) {
            frame.write(length);
        } else if (length < 65536) {
            frame.writeBytes(new byte[] {126, (byte) (length >> 8), (byte) length});
        } else {
            frame.writeBytes(new byte[] {
                127, 0, 0, 0, 0, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
            });
        }
        frame.write(channel);
        frame.writeBytes(data);
        exchange.send(frame.toByteArray());
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] mask = in.readNBytes(4);
        byte[] data = in.readNBytes(length);
        for (int i = 0; i < data.length; i++) {
            data[i] ^= mask[i % 4];
        }
        return data;
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + SALT).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
