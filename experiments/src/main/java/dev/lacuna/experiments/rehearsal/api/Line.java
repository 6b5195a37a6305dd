package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.model.ApiModel;
import dev.lacuna.experiments.rehearsal.wire.Wire;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The way of requests to one API server, and of its replies back. */
final class Line {
    private static final long RESET_AFTER = 1_000_000L;
    private final Machine machine;
    private final ApiModel model;
    private final Wire wire;
    private final RandomGenerator chance;
    private final Loop loop;

    Line(Machine machine, ApiModel model, Wire wire, RandomGenerator chance) {
        this.machine = machine;
        this.model = model;
        this.wire = wire;
        this.chance = chance;
        this.loop = machine.loop();
    }

    /**
     * Brings a request to the server, unless it is over before.
     *
     * @param fresh whether a connection has to be made first
     */
    void bring(Call call, boolean fresh, Consumer<Call> arrived) {
        long delay = model.latency().draw(chance) / 2;
        if (fresh) {
            long there = wire.delay(call.from, machine.host(), ApiServer.PORT, true, Wire.SYN_RETRANSMISSION);
            long back = there < 0
                    ? there
                    : wire.delay(machine.host(), call.from, ApiServer.PORT, false, Wire.SYN_RETRANSMISSION);
            if (back < 0) {
                lost(call, back);
                return;
            }
            delay += there + back + model.handshake().draw(chance);
        }
        long there = wire.delay(call.from, machine.host(), ApiServer.PORT, true, Wire.RETRANSMISSION);
        if (there < 0) {
            lost(call, there);
            return;
        }
        loop.at(loop.now() + delay + there, () -> {
            if (!call.over()) {
                arrived.accept(call);
            }
        });
    }

    /** Brings a reply back to whoever has asked. */
    void reply(Call call, Reply reply) {
        long delay = wire.delay(machine.host(), call.from, ApiServer.PORT, false, Wire.RETRANSMISSION);
        if (delay >= 0) {
            long half = model.latency().draw(chance) / 2;
            loop.at(loop.now() + half + delay, () -> call.finish(reply));
        } else if (delay == Wire.RESET) {
            call.finish(Reply.broken("connection reset"));
        }
    }

    private void lost(Call call, long delay) {
        if (delay == Wire.RESET) {
            loop.at(loop.now() + RESET_AFTER, () -> call.finish(Reply.broken("connection reset")));
        }
    }
}
