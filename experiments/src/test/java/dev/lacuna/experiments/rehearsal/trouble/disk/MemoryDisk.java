package dev.lacuna.experiments.rehearsal.trouble.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The files of one run. */
public final class MemoryDisk {
    private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();
    private final MemoryFiles system = new MemoryFiles(this);
    private BooleanSupplier full = () -> false;
    private boolean cutOff;

    /** Writes fail while this holds; of the first that does, a part is written. */
    public void fullWhile(BooleanSupplier condition) {
        full = condition;
    }

    /** Whoever writes has died: nothing of it arrives any more. */
    public void cutOff() {
        cutOff = true;
    }

    public Path folder() {
        return system.getPath("/run");
    }

    /** What stands in a file; empty if there is none. */
    public String text(Path file) {
        var bytes = files.get(file.toString());
        return bytes == null ? "" : bytes.toString(StandardCharsets.UTF_8);
    }

    void create(String name) throws IOException {
        if (full.getAsBoolean()) {
            throw noSpace();
        }
        if (!cutOff) {
            files.put(name, new ByteArrayOutputStream());
        }
    }

    int write(String name, ByteBuffer from) throws IOException {
        int count = from.remaining();
        byte[] bytes = new byte[count];
        from.get(bytes);
        var file = files.get(name);
        if (cutOff || file == null) {
            return count;
        }
        if (full.getAsBoolean()) {
            file.write(bytes, 0, count / 2);
            throw noSpace();
        }
        file.write(bytes, 0, count);
        return count;
    }

    private static IOException noSpace() {
        return new IOException("No space left on device");
    }
}
