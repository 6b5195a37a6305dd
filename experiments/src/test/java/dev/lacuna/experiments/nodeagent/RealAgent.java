package dev.lacuna.experiments.nodeagent;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The real program under this machine's /bin/sh, which ends with the test. Real time. */
@Tag("process")
abstract class RealAgent {
    static final int LEASE = 3;

    @TempDir
    Path folder;

    LocalAgent agent;
    private final boolean ownNetwork;

    /** @param ownNetwork in a network namespace that ends with the test */
    RealAgent(boolean ownNetwork) {
        this.ownNetwork = ownNetwork;
    }

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/stat")), "skipped: the agent needs Linux's /proc");
        if (ownNetwork) {
            Assumptions.assumeTrue(LocalAgent.isRoot(), "skipped: filters need root");
            Assumptions.assumeTrue(
                    succeeds("unshare", "-n", "nft", "list", "tables"), "skipped: no network namespace or no nft here");
        }
        agent = new LocalAgent(folder, LEASE, ownNetwork);
    }

    private static boolean succeeds(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @AfterEach
    void end() {
        if (agent != null) {
            agent.close();
        }
    }
}
