package dev.lacuna.engine.report;

import com.google.gson.stream.JsonWriter;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.time.Interval;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** JSON as all reports have it: moments in seconds since the run's start, rounded outwards, six decimals. */
final class JsonFields {
    private static final int DECIMALS = 6;
    private final JsonWriter out;
    private final long start;

    JsonFields(JsonWriter out, long start) {
        this.out = out;
        this.start = start;
    }

    /** Writes what belongs into an object or a list. */
    interface Body {
        void write() throws IOException;
    }

    JsonFields field(String name, String value) throws IOException {
        out.name(name).value(value);
        return this;
    }

    JsonFields field(String name, long value) throws IOException {
        out.name(name).value(value);
        return this;
    }

    JsonFields field(String name, boolean value) throws IOException {
        out.name(name).value(value);
        return this;
    }

    JsonFields moment(String name, long at) throws IOException {
        out.name(name).jsonValue(Seconds.text(at - start, RoundingMode.HALF_EVEN));
        return this;
    }

    JsonFields moment(String name, Interval at) throws IOException {
        return range(name, at.plus(-start));
    }

    /** A length of time in nanoseconds, as seconds. */
    JsonFields length(String name, long nanos) throws IOException {
        out.name(name).jsonValue(Seconds.text(nanos, RoundingMode.HALF_EVEN));
        return this;
    }

    JsonFields range(String name, Interval length) throws IOException {
        return object(name, () -> bounds(length));
    }

    JsonFields bounds(Interval length) throws IOException {
        out.name("lower").jsonValue(Seconds.text(length.lower(), RoundingMode.FLOOR));
        out.name("upper").jsonValue(Seconds.text(length.upper(), RoundingMode.CEILING));
        return this;
    }

    /** Where nothing bounds a value, JSON has null. */
    JsonFields measurement(String name, Measurement value) throws IOException {
        return object(name, () -> {
            bound("lower", value.lower(), RoundingMode.FLOOR);
            bound("upper", value.upper(), RoundingMode.CEILING);
            field("unit", Words.unit(value.unit()));
        });
    }

    JsonFields bound(String name, double value, RoundingMode rounding) throws IOException {
        out.name(name);
        if (Double.isFinite(value)) {
            out.jsonValue(BigDecimal.valueOf(value).setScale(DECIMALS, rounding).toPlainString());
        } else {
            out.nullValue();
        }
        return this;
    }

    JsonFields object(String name, Body body) throws IOException {
        out.name(name);
        return object(body);
    }

    JsonFields object(Body body) throws IOException {
        out.beginObject();
        body.write();
        out.endObject();
        return this;
    }

    JsonFields list(String name, Body body) throws IOException {
        out.name(name).beginArray();
        body.write();
        out.endArray();
        return this;
    }

    JsonFields texts(String name, Collection<String> values) throws IOException {
        return list(name, () -> {
            for (String value : values) {
                out.value(value);
            }
        });
    }

    JsonFields texts(String name, Map<String, String> values) throws IOException {
        return object(name, () -> {
            for (var entry : new TreeMap<>(values).entrySet()) {
                field(entry.getKey(), entry.getValue());
            }
        });
    }
}
