package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ways to one agent, kept open: what ends is opened again after a pause, until {@link #close} or the agent's end. That a way is lost is told once, not at each attempt. */
final class AgentLinks {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Loop loop;
    private final LinkSource source;
    private final @Nullable AgentLink[] open;
    private final boolean[] lost;
    private final Reader reader;
    private boolean closed;

    /** What the links report; called on the loop. */
    interface Reader {
        /**
         * A line came.
         *
         * @param received when, on the run's clock
         */
        void line(String line, long received);

        void opened(AgentLink link);

        void lost(String why);

        /** No link will be opened any more, for the agent is no more. */
        void gone(String why);
    }

    AgentLinks(Loop loop, LinkSource source, int paths, Reader reader) {
        this.loop = loop;
        this.source = source;
        this.open = new @Nullable AgentLink[paths];
        this.lost = new boolean[paths];
        this.reader = reader;
    }

    void start() {
        for (int path = 0; path < open.length; path++) {
            open(path);
        }
    }

    /** Sends over every open link; whether there was one. */
    boolean send(String line) {
        boolean sent = false;
        for (var link : open) {
            if (link != null) {
                link.send(line);
                sent = true;
            }
        }
        return sent;
    }

    void close() {
        closed = true;
        source.over();
        for (int path = 0; path < open.length; path++) {
            var link = open[path];
            open[path] = null;
            if (link != null) {
                link.close();
            }
        }
    }

    private void open(int path) {
        if (closed) {
            return;
        }
        BiConsumer<@Nullable AgentLink, @Nullable Throwable> done =
                (link, failure) -> loop.post(() -> opened(path, link, failure));
        var unused = source.open(path).whenComplete(done);
    }

    private void opened(int path, @Nullable AgentLink link, @Nullable Throwable failure) {
        if (link == null) {
            again(path, failure == null ? LinkLost.alone("nothing was opened") : Answers.cause(failure));
        } else if (closed) {
            link.close();
        } else {
            open[path] = link;
            lost[path] = false;
            link.onLine(line -> {
                long received = loop.now();
                loop.post(() -> reader.line(line, received));
            });
            link.onClosed(ended(path, link));
            reader.opened(link);
        }
    }

    @SuppressWarnings("ReferenceEquality") // this very link, not one like it
    private Consumer<LinkLost> ended(int path, AgentLink link) {
        return why -> loop.post(() -> {
            if (open[path] == link) {
                open[path] = null;
                again(path, why);
            }
        });
    }

    private void again(int path, Throwable why) {
        if (closed) {
            return;
        }
        if (why instanceof LinkLost end && end.withItsAgent()) {
            reader.gone(String.valueOf(end.getMessage()));
            return;
        }
        if (!lost[path]) {
            lost[path] = true;
            reader.lost("link %d: %s".formatted(path, why.getMessage()));
        }
        loop.after(PAUSE, () -> open(path));
    }
}
