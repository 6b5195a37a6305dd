package dev.lacuna.experiments.kubernetes.api;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.conscrypt.AllocatedBuffer;
import org.conscrypt.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that Conscrypt's connections use one after the other. Without, each new connection has some of its own outside of the heap, which only a collection gives back: at
 * 40 connections a second that is 2 MiB a second, and the heap fills too slowly to ask for one. Safe for use by many threads.
 */
final class TlsBuffers extends BufferAllocator {
    /** A TLS record and what may be around it. */
    private static final int CAPACITY = 18 * 1024;

    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(64);

    @Override
    public AllocatedBuffer allocateDirectBuffer(int capacity) {
        if (capacity > CAPACITY) {
            return AllocatedBuffer.wrap(ByteBuffer.allocateDirect(capacity));
        }
        ByteBuffer buffer = free.poll();
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(CAPACITY);
        }
        buffer.clear().limit(capacity);
        return new Lent(buffer, buffer.slice());
    }

    @Override
    public AllocatedBuffer allocateHeapBuffer(int capacity) {
        return AllocatedBuffer.wrap(ByteBuffer.allocate(capacity));
    }

    /** For one user until it is given back, which counts once. */
    private final class Lent extends AllocatedBuffer {
        private final ByteBuffer lent;
        private @Nullable ByteBuffer whole;

        Lent(ByteBuffer whole, ByteBuffer lent) {
            this.whole = whole;
            this.lent = lent;
        }

        @Override
        public ByteBuffer nioBuffer() {
            return lent;
        }

        @Override
        public synchronized AllocatedBuffer release() {
            if (whole != null) {
                var unused = free.offer(whole);
                whole = null;
            }
            return this;
        }
    }
}
