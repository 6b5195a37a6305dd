package dev.lacuna.runner.command;

import dev.lacuna.engine.run.Settling;
import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.runner.view.Remarks;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The scenarios of one call, one after another: each begins on a cluster that is as it was at the start of the first, as far as that can be had. */
final class Series {
    private final Remarks remarks;
    private final boolean several;
    private final Set<String> atStart = new HashSet<>();
    private boolean begun;
    private boolean everReached;
    private boolean reached;
    private String unreached = "";

    Series(Remarks remarks, boolean several) {
        this.remarks = remarks;
        this.several = several;
    }

    boolean several() {
        return several;
    }

    /** Whether another scenario was run before the one that is on. */
    boolean goesOn() {
        return begun;
    }

    /** Before a scenario is run on a cluster that others were run on: waits for what they have left behind. A single scenario waits for nothing. */
    void await(String scenario, Site site, Loop loop) {
        if (!several) {
            return;
        }
        if (!begun) {
            atStart.addAll(site.unsettled(loop));
            return;
        }
        long from = loop.now();
        var open = Settling.await(
                site,
                atStart,
                loop,
                waited -> say(scenario + ": waiting until the cluster is as it was before the first scenario, for "
                        + Settling.LIMIT.toSeconds() + " s at most: " + String.join("; ", waited)));
        if (!open.isEmpty()) {
            say(String.format(
                    Locale.ROOT,
                    "warning: %s begins although this has not passed in %d s: %s",
                    scenario,
                    Settling.LIMIT.toSeconds(),
                    String.join("; ", open)));
        } else if (loop.now() > from) {
            say(String.format(
                    Locale.ROOT, "%s: the cluster is as it was, after %.0f s", scenario, (loop.now() - from) / 1e9));
        }
    }

    /** There is a way to the cluster, which has what the settings name. */
    void reached() {
        everReached = true;
        reached = true;
    }

    /** The scenario that is on can't be run. What is no matter of the scenario is said once for all. */
    void failed(String scenario, String why) {
        if (reached || !several) {
            say(scenario + ": " + why);
        } else if (!everReached) {
            say(why);
            say("no scenario was run");
        } else {
            say(scenario + ": " + (why.equals(unreached) ? "not run, for the same reason" : why));
        }
        unreached = reached ? "" : why;
    }

    /** Whether a scenario was tried, and no way to the cluster was found: those after it need not be. */
    boolean inVain() {
        return begun && !everReached;
    }

    /** The scenario that is on is over. */
    void next() {
        begun = true;
        reached = false;
    }

    private void say(String text) {
        remarks.say(text);
    }
}
