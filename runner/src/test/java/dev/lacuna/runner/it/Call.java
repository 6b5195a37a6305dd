package dev.lacuna.runner.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that was run to its end. */
record Call(int exit, String said) {

    /** Standard output and standard error come together. */
    static Call of(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Call(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    /** A failure is one of the test, which may be waiting for it to go away. */
    static String orFail(List<String> command) {
        var call = of(command);
        if (call.exit() != 0) {
            throw new AssertionError(command + " ended with " + call.exit() + ": " + call.said());
        }
        return call.said();
    }
}
