package dev.lacuna.experiments.rehearsal.etcd;

import dev.lacuna.experiments.rehearsal.wire.Stream;
import org.jspecify.annotations.Nullable;

/** A member's connections to the others, one to each; made when there is something to send. */
final class Links {
    private static final int MOST = 16;

    private final Member self;
    private final @Nullable Stream[] streams = new Stream[MOST];

    Links(Member self) {
        this.self = self;
    }

    Stream to(Member other) {
        var stream = streams[other.index()];
        if (stream == null) {
            var way = new Stream.Way(
                    self.machine().host(), other.machine().host(), Ring.PEER_PORT, self.index() < other.index());
            stream = new Stream(self.ring().wire, way, self.machine().loop());
            streams[other.index()] = stream;
        }
        return stream;
    }

    /** The process is gone: what was on its way is lost. */
    void close() {
        for (var stream : streams) {
            if (stream != null) {
                stream.close();
            }
        }
    }
}
