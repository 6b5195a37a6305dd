package dev.lacuna.engine.probe;

import dev.lacuna.engine.time.Interval;
import java.util.OptionalLong;

/** Samples as tests write them: sent at the very moment, answered 7 ns later. */
final class Samples {
    private Samples() {}

    static Sample good(long at) {
        return good(Interval.exactly(at), at + 7);
    }

    static Sample good(Interval sent, long answered) {
        return new Sample(sent.lower(), sent, OptionalLong.of(answered), true, "");
    }

    static Sample bad(long at) {
        return bad(Interval.exactly(at), "refused");
    }

    static Sample bad(Interval sent, String detail) {
        return new Sample(sent.lower(), sent, OptionalLong.empty(), false, detail);
    }
}
