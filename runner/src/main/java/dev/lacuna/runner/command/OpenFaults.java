package dev.lacuna.runner.command;

import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is in force at this moment, for whoever asks by a second signal. Read from any thread. */
final class OpenFaults implements EventStream.Reader {
    private final Map<String, String> open = new TreeMap<>();

    @Override
    public synchronized void read(EventStream.Entry entry) {
        if (entry.event() instanceof Event.Injected injected) {
            open.put(injected.experiment(), injected.what());
        } else if (entry.event() instanceof Event.Healed healed
                && healed.leftovers().isEmpty()) {
            open.remove(healed.experiment());
        } else if (entry.event() instanceof Event.Healed healed) {
            open.put(healed.experiment(), String.join("; ", healed.leftovers()));
        }
    }

    synchronized List<String> all() {
        return List.copyOf(open.values());
    }
}
