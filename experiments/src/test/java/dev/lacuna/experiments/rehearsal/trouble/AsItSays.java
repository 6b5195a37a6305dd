package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.network.Network;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run says is so in the moment in which it says it. */
final class AsItSays {
    private AsItSays() {}

    static void check(Account account, Event event) {
        if (event instanceof Event.Healed healed && healed.leftovers().isEmpty()) {
            var left = account.made.scenario().experiments().size() == 1
                    ? account.witness.inForce()
                    : injected(account, healed).stream()
                            .flatMap(command -> left(account, command))
                            .toList();
            if (!left.isEmpty()) {
                account.breaks("the run says that `" + healed.experiment() + "` is healed, and there is " + left);
            }
        }
    }

    private static Optional<Interval> injected(Account account, Event.Healed healed) {
        return account.events.stream()
                .map(entry -> entry.event())
                .filter(event -> event instanceof Event.Injected one
                        && filters(account, one.experiment())
                        && one.trial() == healed.trial()
                        && one.experiment().equals(healed.experiment()))
                .map(event -> ((Event.Injected) event).injection().command())
                .findFirst();
    }

    private static boolean filters(Account account, String experiment) {
        return account.made.scenario().experiments().stream()
                .anyMatch(one -> one.name().equals(experiment) && one.fault() instanceof Network);
    }

    /** Of several experiments only what was set by the one that is healed. */
    private static Stream<String> left(Account account, Interval command) {
        List<String> there = account.witness.inForce();
        var set = account.witness
                .of(Happening.Kind.FILTER_SET)
                .filter(one -> one.at() >= command.lower() && one.at() <= command.upper())
                .toList();
        return set.stream()
                .filter(one -> set.stream()
                                .filter(other -> other.node().equals(one.node()))
                                .count()
                        == 1)
                .map(one -> one.node() + ": filter " + one.what())
                .filter(there::contains);
    }
}
