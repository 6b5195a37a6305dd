package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.Schedule;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The fields of a schedule. */
final class ScheduleShape {
    private static final Shape<Schedule.Days> DAYS = Shape.of("Days without any run, both ends included.", fields -> {
        var from = fields.required("from", Type.date(), "The first day.");
        var to = fields.required("to", Type.date(), "The last day.");
        fields.check(
                to,
                read -> read.get(to).isBefore(read.get(from))
                        ? Optional.of("is before `from`, " + read.get(from) + "; write the later day here")
                        : Optional.empty());
        return read -> new Schedule.Days(read.get(from), read.get(to));
    });

    static final Shape<Schedule> SHAPE = Shape.of("When to run by itself.", fields -> {
        var cron = fields.required(
                "cron",
                Type.spelled(new CronSpelling()),
                "Minute, hour, day of month, month and day of week, as in crontab.");
        var zone = fields.optional("timeZone", Type.timeZone(), ZoneOffset.UTC, "In which the other fields are read.");
        var jitter = fields.optional(
                "jitter",
                Type.duration(Duration.ZERO, Duration.ofHours(24)),
                Duration.ZERO,
                "The most that a start is put off by chance.");
        var quiet = fields.optional("quiet", Type.listOf(Type.of(DAYS), 0, 100), List.of(), "Days without any run.");
        var overlap = fields.optional(
                "overlap",
                Type.oneOf(Schedule.Overlap.class),
                Schedule.Overlap.FORBID,
                "What becomes of a start while another run is going on: left out, or done afterwards.");
        return read ->
                new Schedule(read.get(cron), read.get(zone), read.get(jitter), read.get(quiet), read.get(overlap));
    });

    private ScheduleShape() {}
}
