package dev.lacuna.experiments.kubernetes.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import okio.ByteString;

/** Cuts bytes into lines; characters may be split between frames. Of a line longer than 64 KiB the rest is dropped. */
final class LineBuffer {
    private static final int LONGEST = 64 << 10;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    void accept(ByteString bytes, Consumer<String> lines) {
        for (int i = 0; i < bytes.size(); i++) {
            byte next = bytes.getByte(i);
            if (next == '\n') {
                flush(lines);
            } else if (line.size() < LONGEST) {
                line.write(next);
            }
        }
    }

    /** Hands out what has no end yet, if there is something. */
    void finish(Consumer<String> lines) {
        if (line.size() > 0) {
            flush(lines);
        }
    }

    private void flush(Consumer<String> lines) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
