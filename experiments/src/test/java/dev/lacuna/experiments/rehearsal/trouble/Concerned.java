package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.experiments.rehearsal.machine.Machine;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Of whom a broken promise speaks: nodes, components, elections, experiments and probes that it names. An experiment stands for the nodes that it hits.
 *
 * @param names empty where it names nobody: then everybody is concerned
 */
record Concerned(List<String> names) {

    static Concerned by(Account account) {
        String promise = account.broken.isEmpty() ? "" : account.broken.get(0);
        var scenario = account.made.scenario();
        var experiments = scenario.experiments().stream()
                .map(one -> one.name())
                .filter(name -> names(promise, name))
                .toList();
        var others = Stream.of(
                        account.witness.truth().machines().stream().map(Machine::name),
                        account.witness.truth().elections().stream(),
                        Stream.of("etcd", ClusterTroubles.API_SERVER, "lock", "journal"),
                        scenario.probes().stream().map(probe -> probe.name()))
                .flatMap(all -> all)
                .filter(name -> names(promise, name));
        var hit = account.trials().stream()
                .flatMap(trial -> trial.experiments().stream())
                .filter(one -> experiments.contains(one.name()))
                .flatMap(one -> one.proposal().targets().stream())
                .map(target -> target.node());
        return new Concerned(Stream.of(experiments.stream(), others, hit)
                .flatMap(all -> all)
                .filter(Objects::nonNull)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList());
    }

    private static boolean names(String text, String name) {
        return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(name) + "(?![A-Za-z0-9])")
                .matcher(text)
                .find();
    }

    boolean in(String text) {
        return names.isEmpty() || names.stream().anyMatch(name -> names(text, name));
    }

    @Override
    public String toString() {
        return names.isEmpty() ? "everybody" : String.join(", ", names);
    }
}
