package dev.lacuna.experiments.rehearsal.lease;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.rehearsal.api.Access;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Program;
import dev.lacuna.experiments.rehearsal.model.LeaseModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A scheduler, a controller manager or an operator: a candidate, and a leader's work while it leads. */
public final class Component implements Program {
    /** A Go program's way out after SIGTERM, without anything to wait for. */
    private static final long WAY_OUT = 20_000_000L;

    private final Setup setup;
    private BiConsumer<Execution, Integer> exit = (process, code) -> {};

    /**
     * What it is made of.
     *
     * @param access a process's own way to the API
     * @param host what its identities begin with: os.Hostname, that of its node or the name of its pod
     * @param starts from the process's start to the first look at the lease
     * @param releases whether it gives its lease back on SIGTERM (docs/mechanics.md, "Signals")
     * @param kept what it exits with on SIGTERM if it keeps its lease
     * @param leader makes what a process does while it leads
     * @param leadsAtFirst whether it leads when the rehearsal begins
     */
    public record Setup(
            ElectionId election,
            Leases leases,
            Function<Execution, Access> access,
            String host,
            LeaseModel model,
            Range starts,
            boolean releases,
            int kept,
            BiFunction<Execution, Access, Leader> leader,
            RandomGenerator chance,
            Loop loop,
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
        return setup.host() + "_" + new java.util.UUID(high, low);
    }

    private final class Running implements Life, Candidate.Outcome {
        private final Execution process;
        private final Candidate candidate;
        private final Access access;
        private Runnable nowReady = () -> {};
        private @Nullable Leader work;
        private boolean started;

        Running(Execution process, boolean settled) {
            this.process = process;
            this.access = setup.access().apply(process);
            var parts = new Candidate.Parts(
                    setup.election(), setup.leases(), access, setup.model(), setup.chance(), setup.loop());
            this.candidate = new Candidate(parts, process, identity(), this);
            if (!settled) {
                process.after(setup.starts().draw(setup.chance()), () -> {
                    started = true;
                    nowReady.run();
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
            var begun = setup.leader().apply(process, access);
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
        public void whenReady(Runnable tell) {
            nowReady = tell;
        }

        @Override
        public void terminate(IntConsumer code) {
            stopWork();
            if (setup.releases()) {
                candidate.release(() -> process.after(WAY_OUT, () -> code.accept(0)));
            } else {
                candidate.leave();
                process.after(WAY_OUT, () -> code.accept(setup.kept()));
            }
        }

        @Override
        public void ended() {
            candidate.leave();
            stopWork();
            access.close();
        }

        private void stopWork() {
            if (work != null) {
                work.end();
            }
        }
    }
}
