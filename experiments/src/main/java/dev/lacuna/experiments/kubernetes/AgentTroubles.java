package dev.lacuna.experiments.kubernetes;

import dev.lacuna.experiments.controlplane.NodeAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Brings what befalls any agent to one reader; what came before there was one is kept for it. Belongs to the loop. */
final class AgentTroubles {
    private static final int KEPT = 100;

    private final List<String> unread = new ArrayList<>();
    private Consumer<String> reader = this::keep;

    void follow(NodeAgent agent) {
        agent.onTrouble(this::tell);
    }

    private void tell(String what) {
        reader.accept(what);
    }

    void onTrouble(Consumer<String> newReader) {
        reader = newReader;
        unread.forEach(newReader);
        unread.clear();
    }

    private void keep(String what) {
        if (unread.size() < KEPT) {
            unread.add(what);
        }
    }

    /** An end that is wanted is no trouble. */
    static void close(NodeAgent agent) {
        agent.onTrouble(what -> {});
        agent.close();
    }
}
