package dev.lacuna.experiments.rehearsal.trouble;

import java.util.Map;
import java.util.TreeMap;

/** How many runs there were, by what was done to them, by trouble and by verdict. Safe to add to from any thread. */
final class Tally {
    private final Map<String, Integer> verdicts = new TreeMap<>();
    private final Map<String, Map<String, Integer>> byTrouble = new TreeMap<>();
    private final Map<String, Map<String, Integer>> byFault = new TreeMap<>();
    private int runs;
    private int recoveries;

    synchronized void add(Account account) {
        String verdict = account.verdict();
        runs++;
        recoveries += account.recovered.isPresent() ? 1 : 0;
        verdicts.merge(verdict, 1, Integer::sum);
        if (account.made.troubles().isEmpty()) {
            count(byTrouble, "none", verdict);
        }
        account.made
                .troubles()
                .forEach(trouble -> count(byTrouble, trouble.kind().name(), verdict));
        account.made
                .scenario()
                .experiments()
                .forEach(one -> count(byFault, one.fault().kind(), verdict));
    }

    private static void count(Map<String, Map<String, Integer>> counts, String row, String verdict) {
        counts.computeIfAbsent(row, name -> new TreeMap<>()).merge(verdict, 1, Integer::sum);
    }

    synchronized Map<String, Integer> verdicts() {
        return new TreeMap<>(verdicts);
    }

    synchronized Map<String, Map<String, Integer>> byFault() {
        return new TreeMap<>(byFault);
    }

    synchronized Map<String, Map<String, Integer>> byTrouble() {
        return new TreeMap<>(byTrouble);
    }

    synchronized String text() {
        var text =
                new StringBuilder("troubled runs: " + runs + ", of which recovered " + recoveries + "\n  " + verdicts);
        text.append("\nby trouble:");
        byTrouble.forEach(
                (row, counts) -> text.append("\n  ").append(row).append(' ').append(counts));
        text.append("\nby fault:");
        byFault.forEach(
                (row, counts) -> text.append("\n  ").append(row).append(' ').append(counts));
        return text.toString();
    }
}
