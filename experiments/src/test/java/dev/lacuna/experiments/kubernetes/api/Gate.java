package dev.lacuna.experiments.kubernetes.api;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** Holds back everything that a server would send while it is shut, as a stopped process does. */
final class Gate {
    private boolean shut;

    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
        notifyAll();
    }

    synchronized void pass() throws InterruptedException {
        while (shut) {
            wait();
        }
    }

    void passQuietly() throws IOException {
        try {
            pass();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    OutputStream behind(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                passQuietly();
                out.write(bytes, from, length);
            }

            @Override
            public void write(int single) throws IOException {
                passQuietly();
                out.write(single);
            }
        };
    }
}
