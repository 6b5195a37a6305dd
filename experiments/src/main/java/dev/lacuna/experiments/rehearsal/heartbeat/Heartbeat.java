package dev.lacuna.experiments.rehearsal.heartbeat;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.api.Ask;
import dev.lacuna.experiments.rehearsal.api.Flow;
import dev.lacuna.experiments.rehearsal.api.Reply;
import dev.lacuna.experiments.rehearsal.etcd.Store;
import dev.lacuna.experiments.rehearsal.model.HeartbeatModel;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One kubelet's renewals of its node's Lease (component-helpers apimachinery/lease/controller.go): every so often with 4 % of jitter; after a failure at once, then after pauses of
 * 0.1 s that double up to 7 s. From the second failure on connections are closed. While its node counts as NotReady it looks at each status update whether it can set that right
 * (k/k pkg/kubelet/kubelet_node_status.go, tryUpdateNodeStatus).
 */
final class Heartbeat {
    private static final double JITTER = 0.04;
    private static final long FIRST_PAUSE = 100_000_000L;
    private static final long LONGEST_PAUSE = 7_000_000_000L;
    private final NodeObject node;
    private final KubeletLink link;
    private final Store store;
    private final long every;
    private final RandomGenerator chance;
    private final Loop loop;
    private long pause = FIRST_PAUSE;
    private int failures;
    private boolean setsRight;

    Heartbeat(NodeObject node, KubeletLink link, Store store, HeartbeatModel model, RandomGenerator chance, Loop loop) {
        this.node = node;
        this.link = link;
        this.store = store;
        this.every = model.every().toNanos();
        this.chance = chance;
        this.loop = loop;
    }

    /** As one that has been beating for a long time. */
    void begin() {
        loop.at(loop.now() + chance.nextLong(every), this::renew);
    }

    private void renew() {
        send(
                () -> {
                    node.renew();
                    return store.touch();
                },
                this::renewed);
    }

    private void renewed(Reply reply) {
        if (reply.good()) {
            failures = 0;
            pause = FIRST_PAUSE;
            loop.at(loop.now() + (long) (every * (1 + JITTER * chance.nextDouble())), this::renew);
            return;
        }
        failures++;
        if (failures > 1) {
            link.drop().run();
        }
        loop.at(loop.now() + pause, this::renew);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
    }

    /** The node is marked NotReady, or was found so. */
    void setRight() {
        if (!setsRight) {
            setsRight = true;
            loop.at(loop.now() + chance.nextLong(every), this::updateStatus);
        }
    }

    private void updateStatus() {
        setsRight = false;
        if (!node.ready()) {
            send(
                    () -> {
                        node.markReady();
                        return store.touch();
                    },
                    reply -> {});
            setsRight = true;
            loop.at(loop.now() + every, this::updateStatus);
        }
    }

    /** The kubelet's client for heartbeats waits as long as the status update's period (k/k cmd/kubelet/app/server.go, heartbeatClientConfig). */
    private void send(Supplier<Object> work, Consumer<Reply> done) {
        Loop.Timer[] limit = new Loop.Timer[1];
        var call = link.ask(Ask.write(work).in(Flow.NODE), reply -> {
            if (limit[0] != null) {
                limit[0].cancel();
            }
            done.accept(reply);
        });
        var late = Reply.late();
        limit[0] = loop.at(
                loop.now() + every, () -> call.ifPresentOrElse(sent -> sent.finish(late), () -> done.accept(late)));
    }
}
