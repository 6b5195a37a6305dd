package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeCapabilities;
import dev.lacuna.experiments.nodeagent.Conversation.Question;
import dev.lacuna.experiments.nodeagent.Conversation.Reply;
import dev.lacuna.experiments.nodeagent.NodeClock.RoundTrip;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How a talk with an agent begins: what it can do, and what its clock shows. */
public final class AgentGreeting {
    private static final int ROUND_TRIPS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_A_SAMPLE = Duration.ofSeconds(2);

    private final Loop loop;
    private final String node;
    private final AgentTrouble trouble = new AgentTrouble();
    private final Conversation talk;
    private final CompletableFuture<NodeAgent> session = new CompletableFuture<>();
    private @Nullable NodeClock clock;

    private AgentGreeting(Loop loop, String node, LinkSource source, int paths) {
        this.loop = loop;
        this.node = node;
        this.talk = new Conversation(loop, node, source, paths, this::nodeTime, trouble::tell);
    }

    /**
     * Opens the links and greets the agent; about 50 round trips until its clock is known.
     *
     * @param paths how many links are kept open, at least 1
     * @return completes on the loop, once; fails when no link brings an answer within 20 s
     */
    public static CompletableFuture<NodeAgent> open(Loop loop, String node, LinkSource source, int paths) {
        var greeting = new AgentGreeting(loop, node, source, paths);
        greeting.begin();
        return greeting.session;
    }

    record Greeted(NodeCapabilities capabilities, NodeClock clock, Conversation talk, AgentTrouble trouble) {}

    private void begin() {
        talk.start();
        var unused = talk.ask(new Question("hello", Duration.ZERO, PATIENCE)).whenComplete((reply, failure) -> {
            if (reply == null) {
                fail(failure);
            } else {
                var first = new NodeClock(reply.answer().number("step"), roundTrip(reply), wall(reply.answer()));
                clock = first;
                sample(first, capabilities(reply.answer()), ROUND_TRIPS);
            }
        });
    }

    private void fail(Throwable failure) {
        talk.close("quit");
        session.completeExceptionally(failure);
    }

    private void sample(NodeClock known, NodeCapabilities capabilities, int left) {
        if (left == 0) {
            session.complete(new AgentSession(loop, node, new Greeted(capabilities, known, talk, trouble)));
            return;
        }
        var unused = talk.ask(new Question("clock", Duration.ZERO, PATIENCE_A_SAMPLE))
                .whenComplete((reply, failure) -> {
                    if (reply != null) {
                        learn(known, reply);
                    }
                    if (talk.hasEnded()) {
                        var ended = new IllegalStateException("node " + node + ": the agent has ended");
                        session.completeExceptionally(failure == null ? ended : failure);
                    } else {
                        sample(known, capabilities, left - 1);
                    }
                });
    }

    static void learn(NodeClock clock, Reply reply) {
        clock.learn(roundTrip(reply));
        if (reply.answer().values().containsKey("wall")) {
            clock.learnWall(wall(reply.answer()));
        }
    }

    private static RoundTrip roundTrip(Reply reply) {
        return new RoundTrip(reply.sent(), reply.received(), reply.answer().number("at"));
    }

    private static Interval wall(Answer answer) {
        long offset = answer.number("wall");
        return new Interval(offset - answer.number("wallError"), offset);
    }

    private static NodeCapabilities capabilities(Answer hello) {
        return new NodeCapabilities(
                hello.yes("nft"),
                hello.yes("iptables"),
                hello.yes("netem"),
                hello.yes("nc"),
                hello.number("step"),
                hello.text("boot"));
    }

    private long nodeTime(long run) {
        return clock == null ? 0 : clock.earliestAt(run);
    }
}
