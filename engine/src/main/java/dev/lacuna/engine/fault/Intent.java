package dev.lacuna.engine.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is about to be done, as the journal keeps it.
 *
 * @param what the fault and its target in words
 * @param nodes where something may be left if nobody ends it
 * @param revert what ends it, in words
 * @param details what a later {@code recover} needs, such as a container's ID
 * @param endsWithin after how long it ends by itself when nobody speaks to the node any more
 */
public record Intent(String what, List<String> nodes, String revert, Map<String, String> details, Duration endsWithin) {

    public Intent {
        nodes = List.copyOf(nodes);
        details = Map.copyOf(details);
    }
}
