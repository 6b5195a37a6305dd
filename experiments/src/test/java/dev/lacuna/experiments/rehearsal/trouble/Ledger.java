package dev.lacuna.experiments.rehearsal.trouble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which answers really reached each probe: kept at the port, where no probe has had its hands on them yet. */
final class Ledger {
    private final Map<String, List<Answer>> answers = new HashMap<>();

    private record Answer(long at, boolean good) {}

    void answered(String probe, long at, boolean good) {
        answers.computeIfAbsent(probe, name -> new ArrayList<>()).add(new Answer(at, good));
    }

    /** How many good ones came in a time. */
    long good(String probe, long from, long to) {
        return answers.getOrDefault(probe, List.of()).stream()
                .filter(answer -> answer.good && answer.at >= from && answer.at <= to)
                .count();
    }
}
