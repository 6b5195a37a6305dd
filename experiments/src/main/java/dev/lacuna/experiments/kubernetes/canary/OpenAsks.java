package dev.lacuna.experiments.kubernetes.canary;

import dev.lacuna.engine.time.Interval;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/** What was asked for and has not been seen done, by number. Several asks may wait for the same piece of work. Belongs to the loop. */
final class OpenAsks {
    private final TreeMap<Key, Ask> open = new TreeMap<>();
    private final LongConsumer givenUp;
    private long asks;

    private record Key(long piece, long ask) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byPiece = Long.compare(piece, other.piece);
            return byPiece != 0 ? byPiece : Long.compare(ask, other.ask);
        }
    }

    private static final class Ask {
        final CompletableFuture<Interval> answer = new CompletableFuture<>();
        final long since;
        long undone;

        Ask(long since) {
            this.since = since;
            this.undone = since;
        }
    }

    /** @param givenUp hears the piece of each ask that nobody waits for any more */
    OpenAsks(LongConsumer givenUp) {
        this.givenUp = givenUp;
    }

    CompletableFuture<Interval> open(long piece, long now) {
        var ask = new Ask(now);
        var key = new Key(piece, asks++);
        open.put(key, ask);
        var unused = ask.answer.whenComplete((done, failure) -> {
            if (ask.answer.isCancelled() && open.remove(key) != null) {
                givenUp.accept(piece);
            }
        });
        return ask.answer;
    }

    int size() {
        return open.size();
    }

    /** The piece that has been waited for longest. */
    OptionalLong oldest() {
        return open.isEmpty() ? OptionalLong.empty() : OptionalLong.of(open.firstKey().piece);
    }

    /** Since when the ask that waits longest has been waiting. */
    OptionalLong oldestSince() {
        return open.values().stream().mapToLong(ask -> ask.since).min();
    }

    /** These pieces were seen undone at a moment. */
    void undone(LongPredicate pieces, long at) {
        open.forEach((key, ask) -> {
            if (pieces.test(key.piece)) {
                ask.undone = Math.max(ask.undone, at);
            }
        });
    }

    /** These pieces were seen done at a moment. */
    void done(LongPredicate pieces, long at) {
        take(pieces).forEach(ask -> ask.answer.complete(new Interval(Math.min(ask.undone, at), at)));
    }

    /** A piece that can't be asked for. */
    void fail(long piece, Throwable why) {
        take(other -> other == piece).forEach(ask -> ask.answer.completeExceptionally(why));
    }

    /** All are out before one is answered, for who hears an answer may ask again. An entry of a tree is not looked at after its removal: it may be its successor's by then. */
    private List<Ask> take(LongPredicate pieces) {
        List<Ask> taken = new ArrayList<>();
        for (Iterator<Map.Entry<Key, Ask>> all = open.entrySet().iterator(); all.hasNext(); ) {
            var entry = all.next();
            if (pieces.test(entry.getKey().piece)) {
                taken.add(entry.getValue());
                all.remove();
            }
        }
        return taken;
    }
}
