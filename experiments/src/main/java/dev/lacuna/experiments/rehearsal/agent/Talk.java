package dev.lacuna.experiments.rehearsal.agent;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.NodeAgentFailure.Reason;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.model.NodeModel;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The words between the runner and one agent: commands, answers, and the beat by which the agent knows that somebody is there. */
final class Talk {
    /** As the real agent's session has it: nodeagent, AgentSession. */
    private static final Duration BEAT = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final long LOOK = 1_000_000_000L;
    /** guards.sh, and filters.sh: the kernel's expiry of a filter comes 5 s after the lease's end. */
    private static final long GUARD_LOOKS = 600_000_000L;

    private static final long KERNEL_LATER = 5_000_000_000L;
    private final String node;
    private final Loop loop;
    private final NodeModel model;
    private final RandomGenerator chance;
    private final BooleanSupplier connected;
    private final Deeds deeds;
    private final Machine machine;
    private boolean spoken = true;
    private boolean ended;
    private long heard;

    /**
     * A talk that begins now.
     *
     * @param connected whether there is a way from the runner to the agent
     * @param deeds what the agent has begun
     */
    Talk(Machine machine, NodeModel model, RandomGenerator chance, BooleanSupplier connected, Deeds deeds) {
        this.machine = machine;
        this.node = machine.name();
        this.loop = machine.loop();
        this.model = model;
        this.chance = chance;
        this.connected = connected;
        this.deeds = deeds;
        this.heard = loop.now();
        machine.happenings().happened(Happening.Kind.HELPER_STARTED, node, "helper");
        beat();
        look();
    }

    private void beat() {
        if (spoken && !ended) {
            if (connected.getAsBoolean()) {
                heard = loop.now();
            }
            loop.after(BEAT, this::beat);
        }
    }

    private void look() {
        if (ended) {
            return;
        }
        if (loop.now() - heard > model.agentLease().toNanos()) {
            end();
        } else {
            loop.at(loop.now() + LOOK, this::look);
        }
    }

    boolean ended() {
        return ended;
    }

    /** The agent undoes everything, and ends. */
    void end() {
        if (!ended) {
            over();
            deeds.undo();
        }
    }

    private void over() {
        ended = true;
        machine.happenings().happened(Happening.Kind.HELPER_ENDED, node, "helper");
    }

    /**
     * The agent is killed. Its guards, which are no part of its container, see that at their next look; without them only what the kernel ends by itself ends.
     *
     * @param guards whether they are killed, too
     */
    void die(boolean guards) {
        over();
        if (!guards) {
            loop.at(loop.now() + chance.nextLong(GUARD_LOOKS), deeds::undo);
            return;
        }
        deeds.disarm();
        loop.at(Math.max(loop.now(), heard + model.agentLease().toNanos() + KERNEL_LATER), deeds::expire);
    }

    /** The runner's side falls silent, as when it dies; the agent goes on until its lease is over. */
    void fallSilent() {
        spoken = false;
    }

    /** Asks the agent to do something; the deed may throw a {@link NodeAgentFailure}. */
    <T> CompletableFuture<T> ask(Supplier<T> deed) {
        var answer = new CompletableFuture<T>();
        if (ended) {
            loop.post(() -> answer.completeExceptionally(
                    new NodeAgentFailure(Reason.ENDED, "", "node " + node + ": its agent has ended")));
        } else if (connected.getAsBoolean()) {
            loop.at(loop.now() + model.agentWord().draw(chance), () -> done(deed, answer));
        } else {
            loop.after(PATIENCE, () -> answer.completeExceptionally(unanswered()));
        }
        return answer;
    }

    private <T> void done(Supplier<T> deed, CompletableFuture<T> answer) {
        if (ended) {
            answer.completeExceptionally(unanswered());
            return;
        }
        heard = loop.now();
        try {
            T value = deed.get();
            loop.at(loop.now() + model.agentWord().draw(chance), () -> answer.complete(value));
        } catch (NodeAgentFailure e) {
            loop.at(loop.now() + model.agentWord().draw(chance), () -> answer.completeExceptionally(e));
        }
    }

    private NodeAgentFailure unanswered() {
        return new NodeAgentFailure(
                Reason.UNANSWERED,
                "",
                "node %s: its agent has not answered within %d s".formatted(node, PATIENCE.toSeconds()));
    }

    NodeAgentFailure refused(String code, String why) {
        return new NodeAgentFailure(Reason.REFUSED, code, "node " + node + ": " + why);
    }

    /** Bounds of what happens on the node now, as exact as a real agent tells them (docs/mechanics.md, "The helper's view of a death"). */
    Interval around(long moment) {
        return new Interval(moment - micros(200, 2_000), moment + micros(200, 2_000));
    }

    private long micros(long least, long most) {
        return 1_000 * (least + chance.nextLong(most - least));
    }
}
