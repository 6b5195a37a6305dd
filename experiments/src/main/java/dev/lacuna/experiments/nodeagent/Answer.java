package dev.lacuna.experiments.nodeagent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line from an agent: {@code SEQ WORD KEY=VALUE…}.
 *
 * @param word ok, err or late for the answer itself; else an item before it or a report after it
 */
record Answer(long sequence, String word, Map<String, String> values) {

    Answer {
        values = Map.copyOf(values);
    }

    /** Empty when the line is none of an agent's: a reader of a cut line must not fail. */
    static Optional<Answer> parse(String line) {
        var words = line.strip().split(" +", -1);
        if (words.length < 2 || !words[0].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals > 0) {
                values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
            }
        }
        return Optional.of(new Answer(Long.parseLong(words[0]), words[1], values));
    }

    boolean isFinal() {
        return word.equals("ok") || word.equals("err") || word.equals("late");
    }

    String text(String key) {
        return values.getOrDefault(key, "");
    }

    boolean yes(String key) {
        return text(key).equals("yes");
    }

    long number(String key) {
        return Long.parseLong(text(key));
    }

    /** A pair {@code LOWER,UPPER}, or a single moment, of the node's clock. */
    NodeMoment moment(String key) {
        var bounds = text(key).split(",", 2);
        return new NodeMoment(Long.parseLong(bounds[0]), Long.parseLong(bounds[bounds.length - 1]));
    }
}
