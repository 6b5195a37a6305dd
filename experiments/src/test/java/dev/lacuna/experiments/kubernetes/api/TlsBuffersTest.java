package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TlsBuffersTest {
    private static final int RECORD = 16 * 1024;
    private final TlsBuffers buffers = new TlsBuffers();

    @Test
    void a_buffer_that_was_given_back_is_lent_again_as_large_as_it_is_asked_for() {
        var first = buffers.allocateDirectBuffer(RECORD);
        first.nioBuffer().put(0, (byte) 42).position(7);
        first.release();

        var second = buffers.allocateDirectBuffer(100).nioBuffer();

        assertThat(second.isDirect()).isTrue();
        assertThat(second.position()).isZero();
        assertThat(second.capacity()).isEqualTo(100);
        assertThat(second.get(0)).isEqualTo((byte) 42);
    }

    @Test
    void a_buffer_that_is_given_back_twice_is_lent_to_one_user_only() {
        var first = buffers.allocateDirectBuffer(RECORD);
        first.release();
        first.release();

        var second = buffers.allocateDirectBuffer(RECORD).nioBuffer();
        var third = buffers.allocateDirectBuffer(RECORD).nioBuffer();
        second.put(0, (byte) 1);
        third.put(0, (byte) 2);

        assertThat(second.get(0)).isEqualTo((byte) 1);
    }

    @Test
    void one_that_nobody_gives_back_is_lent_to_nobody_else() {
        var first = buffers.allocateDirectBuffer(RECORD).nioBuffer();
        var second = buffers.allocateDirectBuffer(RECORD).nioBuffer();
        first.put(0, (byte) 1);
        second.put(0, (byte) 2);

        assertThat(first.get(0)).isEqualTo((byte) 1);
    }

    @Test
    void what_is_larger_than_a_tls_record_is_made_for_the_one_who_asks() {
        var large = buffers.allocateDirectBuffer(1 << 20);

        assertThat(large.nioBuffer().capacity()).isEqualTo(1 << 20);
        large.release();
        assertThat(buffers.allocateDirectBuffer(1 << 20).nioBuffer()).isNotSameAs(large.nioBuffer());
    }
}
