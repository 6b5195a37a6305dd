package dev.lacuna.experiments.nodeagent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What happens unasked, kept for whoever comes to read it. */
final class AgentTrouble {
    private static final int KEPT = 100;

    private final List<String> unread = new ArrayList<>();
    private Consumer<String> reader = this::keep;

    void tell(String what) {
        reader.accept(what);
    }

    void read(Consumer<String> newReader) {
        reader = newReader;
        unread.forEach(newReader);
        unread.clear();
    }

    private void keep(String what) {
        if (unread.size() < KEPT) {
            unread.add(what);
        }
    }
}
