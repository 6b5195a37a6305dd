package dev.lacuna.experiments.nodeagent;

import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.ProcessRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A session with an agent in the test's own time. */
abstract class FakeTalk {
    static final String CONTAINER = "4d56".repeat(16);
    static final ProcessRef VICTIM = new ProcessRef(CONTAINER, 512, 8123);
    static final Duration SOON = Duration.ofSeconds(30);

    final HandLoop loop = new HandLoop();
    final FakeAgent fake = new FakeAgent(loop);
    final List<String> trouble = new ArrayList<>();

    final NodeAgent session() {
        var agent = loop.await(AgentGreeting.open(loop, "cp2", fake, 2), SOON, "session");
        agent.onTrouble(trouble::add);
        return agent;
    }

    final <T> T get(CompletableFuture<T> answer) {
        return loop.await(answer, SOON, "answer");
    }

    static NodeAgentFailure failure(Throwable thrown) {
        return (NodeAgentFailure) thrown;
    }
}
