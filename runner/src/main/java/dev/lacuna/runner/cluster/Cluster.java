package dev.lacuna.runner.cluster;

import dev.lacuna.engine.run.Site;

/** One cluster, connected. */
public interface Cluster extends AutoCloseable {

    Site site();

    ClusterView view();

    Recovery recovery();

    @Override
    void close();
}
