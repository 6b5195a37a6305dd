package dev.lacuna.experiments.timer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The two times of etcd's elections, as a member's command line sets them.
 *
 * @param heartbeat --heartbeat-interval; empty where the command line doesn't set it
 * @param timeout --election-timeout, likewise
 */
public record EtcdTimers(Optional<Duration> heartbeat, Optional<Duration> timeout) {
    /** etcd-io/etcd server/embed/config.go. */
    private static final Duration HEARTBEAT = Duration.ofMillis(100);

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /**
     * Reads them from a command line.
     *
     * @param words with which a member is started; empty where they are not known
     */
    public static EtcdTimers of(List<String> words) {
        return new EtcdTimers(millis(words, "heartbeat-interval"), millis(words, "election-timeout"));
    }

    /** Flags of times are whole milliseconds, above zero; of several the last one counts (etcd-io/etcd server/etcdmain/help.go; Go's package flag). */
    private static Optional<Duration> millis(List<String> words, String flag) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> value(words, i, flag))
                .flatMapToLong(OptionalLong::stream)
                .filter(millis -> millis > 0)
                .mapToObj(Duration::ofMillis)
                .reduce((first, last) -> last);
    }

    private static OptionalLong value(List<String> words, int at, String flag) {
        String word = words.get(at);
        if (word.matches("--?" + flag + "=[0-9]{1,7}")) {
            return OptionalLong.of(Long.parseLong(word.substring(word.indexOf('=') + 1)));
        }
        boolean apart = word.matches("--?" + flag)
                && at + 1 < words.size()
                && words.get(at + 1).matches("[0-9]{1,7}");
        return apart ? OptionalLong.of(Long.parseLong(words.get(at + 1))) : OptionalLong.empty();
    }

    public Duration heartbeatOrDefault() {
        return heartbeat.orElse(HEARTBEAT);
    }

    public Duration timeoutOrDefault() {
        return timeout.orElse(TIMEOUT);
    }

    /** Where the two are from. */
    public String source() {
        if (heartbeat.isPresent() && timeout.isPresent()) {
            return "heartbeat-interval and election-timeout as in the members' command line";
        }
        String standard =
                "etcd's default (etcd-io/etcd server/embed/config.go), for the members' command line, as far as it can be read, doesn't set it";
        if (heartbeat.isEmpty() && timeout.isEmpty()) {
            return "heartbeat-interval and election-timeout: each " + standard;
        }
        return heartbeat.isPresent()
                ? "heartbeat-interval as in the members' command line; election-timeout: " + standard
                : "election-timeout as in the members' command line; heartbeat-interval: " + standard;
    }
}
