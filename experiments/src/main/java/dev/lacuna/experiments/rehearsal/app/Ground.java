package dev.lacuna.experiments.rehearsal.app;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.heartbeat.Heartbeats;
import dev.lacuna.experiments.rehearsal.machine.Kubelet;
import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.rehearsal.work.Desk;

/**
 * What ordinary pods of all kinds need of their cluster.
 *
 * @param scheduler places them
 * @param controllerManager lists them behind their services
 * @param watch from a change in the API to a kubelet
 */
public record Ground(
        Heartbeats heartbeats, Kubelet kubelet, Desk scheduler, Desk controllerManager, Range watch, Loop loop) {}
