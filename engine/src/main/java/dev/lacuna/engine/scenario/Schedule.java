package dev.lacuna.engine.scenario;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * When to run by itself.
 *
 * @param zone in which {@code cron} and {@code quiet} are read
 * @param jitter the most that a start is put off by chance
 * @param quiet days without any run
 * @param overlap what becomes of a start while another run is going on
 */
public record Schedule(Cron cron, ZoneId zone, Duration jitter, List<Days> quiet, Overlap overlap) {

    public Schedule {
        quiet = List.copyOf(quiet);
    }

    /** Days, both ends included. */
    public record Days(LocalDate from, LocalDate to) {

        public Days {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("`to` " + to + " is before `from` " + from);
            }
        }

        public boolean has(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /** What becomes of a start while another run is going on. */
    public enum Overlap {
        FORBID,
        QUEUE
    }
}
