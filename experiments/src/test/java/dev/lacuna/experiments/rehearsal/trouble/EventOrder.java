package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import java.util.HashSet;
import java.util.Set;

/** Events come in the order of docs/architecture.md, "A trial": nothing is injected that was not proposed, and nothing comes after the end. */
final class EventOrder {
    private final Account account;
    private final Set<String> proposed = new HashSet<>();
    private final Set<String> injected = new HashSet<>();
    private int trial;
    private boolean inTrial;
    private boolean ended;
    private long last = Long.MIN_VALUE;

    private EventOrder(Account account) {
        this.account = account;
    }

    static void check(Account account) {
        var order = new EventOrder(account);
        account.events.forEach(order::take);
        if (account.result.isPresent() && !order.ended) {
            account.breaks("the run returned without its last event");
        }
    }

    private void take(EventStream.Entry entry) {
        var event = entry.event();
        require(entry.at() >= last, entry, "it is earlier than the one before");
        last = entry.at();
        require(!ended, entry, "it comes after the end");
        require(entry.sequence() != 1 || event instanceof Event.RunBegan, entry, "it is the first");
        if (event instanceof Event.TrialBegan began) {
            require(!inTrial && began.trial() == trial + 1, entry, "trial " + trial + " is not over");
            trial = began.trial();
            inTrial = true;
            proposed.clear();
            injected.clear();
        } else if (event instanceof Event.Proposed one) {
            proposed.add(one.experiment());
        } else if (event instanceof Event.Injected one) {
            require(
                    inTrial && proposed.contains(one.experiment()) && injected.add(one.experiment()),
                    entry,
                    "it was not proposed");
        } else if (event instanceof Event.Confirmed one) {
            require(injected.contains(one.experiment()), entry, "it was not injected");
        } else if (event instanceof Event.TrialEnded one) {
            require(inTrial && one.trial() == trial, entry, "no such trial is on");
            inTrial = false;
        } else if (event instanceof Event.RunEnded) {
            ended = true;
        }
    }

    private void require(boolean fine, EventStream.Entry entry, String why) {
        if (!fine) {
            account.breaks("event out of order: " + entry.event() + ": " + why);
        }
    }
}
