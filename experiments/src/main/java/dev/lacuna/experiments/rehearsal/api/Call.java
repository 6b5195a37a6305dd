package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.wire.Host;
import java.util.function.Consumer;

/** One request on its way. The first thing that becomes of it counts. */
public final class Call {
    final Host from;
    final Ask ask;
    private final Consumer<Reply> done;
    private Runnable afterwards = () -> {};
    private boolean over;

    Call(Host from, Ask ask, Consumer<Reply> done) {
        this.from = from;
        this.ask = ask;
        this.done = done;
    }

    boolean over() {
        return over;
    }

    /** Does something as soon as it is over, after what was to be done before; at once, if it is over already. */
    void whenOver(Runnable task) {
        if (over) {
            task.run();
            return;
        }
        var before = afterwards;
        afterwards = () -> {
            before.run();
            task.run();
        };
    }

    /** A time limit that nobody waits for once it is over. */
    public void limit(Loop.Timer timer) {
        whenOver(timer::cancel);
    }

    /** Ends it, if nothing has before. */
    public void finish(Reply reply) {
        if (!over) {
            over = true;
            afterwards.run();
            done.accept(reply);
        }
    }
}
