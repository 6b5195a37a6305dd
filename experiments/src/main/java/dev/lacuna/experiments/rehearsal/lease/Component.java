package dev.lacuna.experiments.rehearsal.lease;

import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Program;
import dev.lacuna.experiments.rehearsal.model.LeaseModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A scheduler or a controller manager: a candidate, and a leader's work while it leads. */
public final class Component implements Program {
    /** A Go program's way out after SIGTERM, without anything to wait for. */
    private static final long WAY_OUT = 20_000_000L;

    /** What a controller manager of 1.36.3 that keeps its lease exits with on SIGTERM: measured. */
    private static final int KEPT = 2;

    private final Setup setup;
    private BiConsumer<Execution, Integer> exit = (process, code) -> {};

    /**
     * What it is made of.
     *
     * @param starts from the process's start to the first look at the lease
     * @param releases whether it gives its lease back on SIGTERM (docs/mechanics.md, "Signals")
     * @param leader makes what a process does while it leads
     * @param leadsAtFirst whether it leads when the rehearsal begins
     */
    public record Setup(
            ElectionId election,
            Leases leases,
            ApiServer server,
            LeaseModel model,
            Range starts,
            boolean releases,
            Function<Execution, Leader> leader,
            RandomGenerator chance,
            boolean leadsAtFirst) {}

    public Component(Setup setup) {
        this.setup = setup;
    }

    /** How a process of it ends by itself, with an exit code. */
    public void exits(BiConsumer<Execution, Integer> way) {
        exit = way;
    }

    @Override
    public Life begin(Execution process, boolean settled) {
        return new Running(process, settled);
    }

    private String identity() {
        // The bits of a random UUID, version 4.
        long high = (setup.chance().nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (setup.chance().nextLong() & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE;
        return setup.server().machine().node().hostname() + "_" + new java.util.UUID(high, low);
    }

    private final class Running implements Life, Candidate.Outcome {
        private final Execution process;
        private final Candidate candidate;
        private @Nullable Leader work;
        private boolean started;

        Running(Execution process, boolean settled) {
            this.process = process;
            var parts = new Candidate.Parts(
                    setup.election(), setup.leases(), setup.server(), setup.model(), setup.chance());
            this.candidate = new Candidate(parts, process, identity(), this);
            if (!settled) {
                process.after(setup.starts().draw(setup.chance()), () -> {
                    started = true;
                    candidate.start();
                });
            } else {
                started = true;
                if (setup.leadsAtFirst()) {
                    candidate.leadSince();
                    work(true);
                } else {
                    candidate.standBy();
                }
            }
        }

        private void work(boolean settled) {
            var begun = setup.leader().apply(process);
            work = begun;
            begun.begin(settled);
        }

        @Override
        public void leads() {
            work(false);
        }

        @Override
        public void lost() {
            exit.accept(process, 1);
        }

        @Override
        public boolean ready() {
            return started;
        }

        @Override
        public void terminate(IntConsumer code) {
            stopWork();
            if (setup.releases()) {
                candidate.release(() -> process.after(WAY_OUT, () -> code.accept(0)));
            } else {
                candidate.leave();
                process.after(WAY_OUT, () -> code.accept(KEPT));
            }
        }

        @Override
        public void ended() {
            candidate.leave();
            stopWork();
        }

        private void stopWork() {
            if (work != null) {
                work.end();
            }
        }
    }
}
