package dev.lacuna.engine.scenario;

/**
 * Five fields of crontab, as sets of bits: bit n is set where n is meant.
 *
 * <p>As in crontab(5), a day is meant when either day of month or day of week is, unless one of the two begins with a star: then both must be.
 *
 * @param text as it was written
 * @param minutes bits 0 to 59
 * @param hours bits 0 to 23
 * @param days of the month, bits 1 to 31
 * @param months bits 1 to 12
 * @param weekdays bits 0 (Sunday) to 6
 * @param bothDays whether day of month and day of week must both be meant
 */
public record Cron(String text, long minutes, long hours, long days, long months, long weekdays, boolean bothDays) {

    public boolean hasMinute(int minute) {
        return (minutes >>> minute & 1) == 1;
    }

    public boolean hasHour(int hour) {
        return (hours >>> hour & 1) == 1;
    }

    /**
     * Whether a day is meant.
     *
     * @param weekday 0 for Sunday to 6
     */
    public boolean hasDay(int month, int day, int weekday) {
        boolean dayMeant = (days >>> day & 1) == 1;
        boolean weekdayMeant = (weekdays >>> weekday & 1) == 1;
        return (months >>> month & 1) == 1 && (bothDays ? dayMeant && weekdayMeant : dayMeant || weekdayMeant);
    }

    @Override
    public String toString() {
        return text;
    }
}
