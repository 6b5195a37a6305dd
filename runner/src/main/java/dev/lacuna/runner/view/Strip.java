package dev.lacuna.runner.view;

import java.util.ArrayDeque;
import java.util.Deque;

/** The latest samples of a probe as marks, one for each half second; a single bad sample makes a mark bad. */
final class Strip {
    static final char GOOD = '.';
    static final char BAD = '#';
    static final char NONE = ' ';
    private static final long SPAN = 500_000_000;
    private static final int MOST = 200;
    private final Deque<Character> marks = new ArrayDeque<>();
    private long slot = Long.MIN_VALUE;

    void sample(long due, boolean good) {
        long now = Math.floorDiv(due, SPAN);
        if (slot == Long.MIN_VALUE) {
            slot = now;
            marks.addLast(good ? GOOD : BAD);
            return;
        }
        // answers may overtake each other; what is late belongs to the newest mark that there is
        for (; slot < now; slot++) {
            marks.addLast(slot + 1 == now ? good ? GOOD : BAD : NONE);
            if (marks.size() > MOST) {
                marks.removeFirst();
            }
        }
        if (!good && !marks.isEmpty()) {
            marks.removeLast();
            marks.addLast(BAD);
        }
    }

    /** The newest, at most {@code width} of them. */
    String marks(int width) {
        var text = new StringBuilder();
        marks.forEach(text::append);
        return text.substring(Math.max(0, text.length() - Math.max(0, width)));
    }
}
