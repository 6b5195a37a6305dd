package dev.lacuna.experiments.rehearsal.app;

import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.Program;
import dev.lacuna.experiments.rehearsal.model.WorkloadModel;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/** A program that is ready some time after its start, and ends some time after SIGTERM. */
final class Serving implements Program {
    private final WorkloadModel model;
    private final RandomGenerator chance;

    Serving(WorkloadModel model, RandomGenerator chance) {
        this.model = model;
        this.chance = chance;
    }

    @Override
    public Life begin(Execution process, boolean settled) {
        return new Running(process, settled);
    }

    private final class Running implements Life {
        private final Execution process;
        private boolean ready;
        private Runnable tell = () -> {};

        Running(Execution process, boolean settled) {
            this.process = process;
            this.ready = settled;
            if (!settled) {
                process.after(model.start().draw(chance), () -> {
                    ready = true;
                    tell.run();
                });
            }
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public void whenReady(Runnable listener) {
            tell = listener;
        }

        @Override
        public void terminate(IntConsumer exit) {
            process.after(model.stop().draw(chance), () -> exit.accept(0));
        }

        @Override
        public void ended() {
            ready = false;
        }
    }
}
