package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.probe.Probe;

/** A bug that is planted by wrapping what a run works with, so that it can be seen whether it is found. */
interface Plant {
    Plant NONE = new Plant() {};

    default Fault in(Fault fault) {
        return fault;
    }

    default Probe in(Probe probe) {
        return probe;
    }
}
