package dev.lacuna.engine.time;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plain sequences that go on side by side: while one of them awaits, the others have their turn.
 *
 * <p>Only one runs at a time, from one wait to its next, and all of them wait by the one thread that called {@link #together}. So what they share needs no lock, they
 * work in virtual time as well, and the same seed gives the same order. A sequence must not wait but by the loop that it is given.
 */
public final class Strands {
    private final Loop loop;
    private final List<Strand> waiting = new ArrayList<>();
    private final Semaphore back = new Semaphore(0);

    private Strands(Loop loop) {
        this.loop = loop;
    }

    /**
     * Takes all sequences to their ends. They begin in this order; a single one is simply run by this thread.
     *
     * @throws RuntimeException what the first one that failed threw, when all have ended
     */
    public static void together(Loop loop, List<Consumer<Loop>> sequences) {
        if (sequences.size() == 1) {
            sequences.get(0).accept(loop);
            return;
        }
        new Strands(loop).run(sequences);
    }

    private void run(List<Consumer<Loop>> sequences) {
        List<Strand> failed = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            var strand = new Strand(loop, sequences.get(i));
            DaemonThreads.single("lacuna-strand-" + (i + 1), strand::run).start();
            takeTurn(strand, failed);
        }
        while (!waiting.isEmpty()) {
            takeTurn(next(), failed);
        }
        if (!failed.isEmpty()) {
            failed.get(0).throwFailure();
        }
    }

    /** Lets it go on until it waits again, or has ended. */
    private void takeTurn(Strand strand, List<Strand> failed) {
        strand.turn.release();
        back.acquireUninterruptibly();
        if (!strand.ended) {
            waiting.add(strand);
        } else if (strand.failure != null) {
            failed.add(strand);
        }
    }

    /** Waits for all of them at once. What goes wrong with the loop itself is for whoever began to wait first: the others learn it at their own waits. */
    private Strand next() {
        Strand[] ready = {earliest()};
        try {
            loop.await(() -> choose(ready), ready[0].until);
        } catch (RuntimeException | Error e) {
            ready[0] = waiting.get(0);
            ready[0].trouble = e;
        }
        waiting.remove(ready[0]);
        return ready[0];
    }

    private boolean choose(Strand[] ready) {
        for (Strand strand : waiting) {
            if (strand.check()) {
                ready[0] = strand;
                return true;
            }
        }
        return false;
    }

    private Strand earliest() {
        Strand first = waiting.get(0);
        for (Strand strand : waiting) {
            first = strand.until < first.until ? strand : first;
        }
        return first;
    }

    /** One sequence, and the loop that it sees. */
    private final class Strand extends PassedOn {
        final Semaphore turn = new Semaphore(0);
        private final Consumer<Loop> sequence;
        private BooleanSupplier done = () -> true;
        private boolean held;
        long until;
        boolean ended;

        @Nullable
        Throwable trouble;

        @Nullable
        Throwable failure;

        Strand(Loop loop, Consumer<Loop> sequence) {
            super(loop);
            this.sequence = sequence;
        }

        void run() {
            turn.acquireUninterruptibly();
            try {
                sequence.accept(this);
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                ended = true;
                back.release();
            }
        }

        @Override
        public boolean await(BooleanSupplier condition, long last) {
            done = condition;
            until = last;
            held = false;
            trouble = null;
            back.release();
            turn.acquireUninterruptibly();
            throwUnchecked(trouble);
            return held;
        }

        /** Where all conditions are asked. One that throws fails this wait alone. */
        boolean check() {
            try {
                held = done.getAsBoolean();
                return held;
            } catch (RuntimeException | Error e) {
                trouble = e;
                return true;
            }
        }

        void throwFailure() {
            throwUnchecked(failure);
        }
    }

    private static void throwUnchecked(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }
}
