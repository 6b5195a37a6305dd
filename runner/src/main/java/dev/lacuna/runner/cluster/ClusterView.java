package dev.lacuna.runner.cluster;

import dev.lacuna.engine.time.Loop;
import java.util.List;

/** What a cluster offers to hit: its components, leaders, elections, API servers and layout. */
public interface ClusterView {

    /** Reads the cluster and touches nothing. */
    List<Section> sections(Loop loop);

    /** A headline and the lines below it, as people read them. */
    record Section(String title, List<String> lines) {

        public Section {
            lines = List.copyOf(lines);
        }
    }
}
