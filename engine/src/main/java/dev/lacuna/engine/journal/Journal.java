package dev.lacuna.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A run's journal. Written by the run's own thread. */
public final class Journal implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final StringBuilder text = new StringBuilder();
    private boolean torn;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Begins the journal of a run in a file that must not exist yet.
     *
     * @throws JournalException when the file can't be made
     */
    public static Journal create(Path file) {
        try {
            return new Journal(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new JournalException(
                    "cannot create the journal " + file + ": " + e + "; nothing was done to the cluster", e);
        }
    }

    /**
     * Returns when the entry is on disk.
     *
     * @throws JournalException when it can't be written: what it announces must not be done then
     */
    public void append(JournalEntry entry) {
        String line = JournalText.line(entry) + "\n";
        try {
            // What was written in part is a line of its own, or it would take this one along.
            var bytes = ByteBuffer.wrap((torn ? "\n" + line : line).getBytes(StandardCharsets.UTF_8));
            torn = true;
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            torn = false;
            text.append(line);
        } catch (IOException e) {
            throw new JournalException(
                    "cannot write to the journal " + file + ": " + e + "; the step `" + entry.step() + " "
                            + entry.what() + "` was not done",
                    e);
        }
    }

    /** All that was written, for the copy in the cluster. */
    public String text() {
        return text.toString();
    }

    /** Whether the entries tell of something that may still be in force: an intent without its healing. */
    public static boolean open(List<JournalEntry> entries) {
        boolean open = false;
        for (JournalEntry entry : entries) {
            open = switch (entry.step()) {
                case INTENT, ARMED, INJECTED, LEFT -> true;
                case CLOSED -> false;
                case OPENED, HEALED -> open;
            };
        }
        return open;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new JournalException("cannot close the journal " + file + ": " + e, e);
        }
    }
}
