package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An agent in the test's own time: a node whose clock runs apart, and links that can be slow, mute or lost. */
final class FakeAgent implements LinkSource {
    static final long OFFSET = 123_456_789_000L;
    static final long WALL = 1_700_000_000_000_000_000L;

    final List<String> done = new ArrayList<>();
    final List<Way> open = new ArrayList<>();
    final Map<String, String> answers = new HashMap<>();
    Duration delay = Duration.ofMillis(1);
    Optional<RuntimeException> refusesLinks = Optional.empty();
    boolean over;
    int opened;

    private final Loop loop;
    private final Set<Long> seen = new HashSet<>();

    FakeAgent(Loop loop) {
        this.loop = loop;
        answers.put(
                "hello",
                "ok at=%NOW clock=timer_list step=0 wall=" + WALL
                        + " wallError=0 boot=b1 nft=yes iptables=no netem=no nc=yes");
    }

    long nodeNow() {
        return loop.now() + OFFSET;
    }

    @Override
    public CompletableFuture<AgentLink> open(int path) {
        opened++;
        if (refusesLinks.isPresent()) {
            return CompletableFuture.failedFuture(refusesLinks.get());
        }
        var way = new Way();
        open.add(way);
        return CompletableFuture.completedFuture(way);
    }

    @Override
    public void over() {
        over = true;
    }

    /** The agent writes a line to its log: every link that is not mute brings it. */
    void say(String line) {
        List.copyOf(open).forEach(way -> way.bring(line));
    }

    private void receive(String line) {
        var words = line.split(" ", 4);
        if (!seen.add(Long.parseLong(words[0]))) {
            return;
        }
        long notAfter = Long.parseLong(words[1]);
        var text = line.substring(words[0].length() + words[1].length() + 2);
        if (notAfter > 0 && nodeNow() > notAfter) {
            say(words[0] + " late at=" + nodeNow());
            return;
        }
        done.add(text);
        var answer = text.startsWith("clock")
                ? "ok at=%NOW" + (text.endsWith("wall") ? " wall=" + WALL + " wallError=0" : "")
                : answers.get(words[2]);
        if (answer != null) {
            for (var one : answer.lines().toList()) {
                say(words[0] + " " + one.replace("%NOW", Long.toString(nodeNow())));
            }
        }
    }

    /** One link. */
    final class Way implements AgentLink {
        boolean mute;
        boolean closed;
        private Consumer<String> reader = line -> {};
        private Consumer<LinkLost> mourner = why -> {};

        @Override
        public void send(String line) {
            if (!mute) {
                loop.after(delay, () -> receive(line));
            }
        }

        void bring(String line) {
            if (!mute) {
                loop.after(delay, () -> reader.accept(line));
            }
        }

        void lose(String why) {
            lose(LinkLost.alone(why));
        }

        void lose(LinkLost why) {
            open.remove(this);
            mourner.accept(why);
        }

        @Override
        public void onLine(Consumer<String> newReader) {
            reader = newReader;
        }

        @Override
        public void onClosed(Consumer<LinkLost> newMourner) {
            mourner = newMourner;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
