package dev.lacuna.experiments.election;

import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A new holder's first record while its bounds are being gathered. Belongs to the loop. */
final class Takeover {
    private final Term before;
    private final Term ousted;
    private final Term after;
    private final List<String> remarks = new ArrayList<>();
    private long lower;
    private long upper;
    private String lowerFrom;
    private String upperFrom;

    /**
     * @param ousted who led last; the same as {@code before} where the lease was not released or taken away first
     * @param widest from the first look at the lease to when the new record was seen
     */
    Takeover(Term before, Term ousted, Term after, Interval widest, String seenBy) {
        this.before = before;
        this.ousted = ousted;
        this.after = after;
        this.lower = widest.lower();
        this.upper = widest.upper();
        this.lowerFrom = "first look at the lease";
        this.upperFrom = seenBy;
    }

    Term before() {
        return before;
    }

    Term after() {
        return after;
    }

    /** A moment before which it can't have been. One after the upper bound contradicts it: then one of the two clocks is wrong, and the bound is left out. */
    void notBefore(long moment, String from) {
        if (moment > upper) {
            remark("%s is %d us after %s and was left out".formatted(from, (moment - upper) / 1_000, upperFrom));
        } else if (moment > lower) {
            lower = moment;
            lowerFrom = from;
        }
    }

    void notAfter(long moment, String from) {
        if (moment < upper && moment >= lower) {
            upper = moment;
            upperFrom = from;
        }
    }

    void remark(String words) {
        remarks.add(words);
    }

    Interval bounds() {
        return new Interval(lower, upper);
    }

    String what() {
        String how = before.equals(ousted)
                ? ""
                : before.first().holder().isEmpty() ? ", which released it" : ", from which it was taken";
        return "%s leads %s after %s%s"
                .formatted(
                        after.first().holder(),
                        after.first().election(),
                        ousted.first().holder(),
                        how);
    }

    Map<String, String> details() {
        Map<String, String> details = new TreeMap<>();
        details.put("oldHolder", ousted.first().holder());
        details.put("newHolder", after.first().holder());
        details.put(
                "sameHost",
                Boolean.toString(ousted.first().host().equals(after.first().host())));
        details.put("transitions", Integer.toString(after.first().transitions()));
        details.put("lowerFrom", lowerFrom);
        details.put("upperFrom", upperFrom);
        details.put("width", String.format(Locale.ROOT, "%.1f ms", bounds().width() / 1e6));
        if (!remarks.isEmpty()) {
            details.put("remarks", String.join("; ", remarks));
        }
        return details;
    }
}
