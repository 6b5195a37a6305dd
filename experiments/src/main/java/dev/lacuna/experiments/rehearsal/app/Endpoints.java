package dev.lacuna.experiments.rehearsal.app;

import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.rehearsal.model.ServiceModel;
import dev.lacuna.experiments.rehearsal.work.Desk;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where the requests to a service go: to those pods that were ready when the controller manager last looked. While nobody leads there, they go on to pods that are gone (k/k
 * pkg/controller/endpointslice).
 */
final class Endpoints {
    /** kube-proxy gathers changes for up to a second (k/k pkg/proxy/apis/config/v1alpha1/defaults.go, iptables minSyncPeriod). */
    private static final Range PROXY = Range.millis(0, 1_000);

    private final ServiceModel model;
    private final ReplicaSet set;
    private final Ground ground;
    private final RandomGenerator chance;
    private List<AppPod> listed;
    private int newest;

    Endpoints(ServiceModel model, ReplicaSet set, Ground ground, RandomGenerator chance) {
        this.model = model;
        this.set = set;
        this.ground = ground;
        this.chance = chance;
        this.listed = set.ready();
        set.onChange(() -> ground.controllerManager().add(new Desk.Task(this::refresh)));
    }

    ServiceModel model() {
        return model;
    }

    private boolean refresh() {
        var now = set.ready();
        int number = ++newest;
        var loop = ground.loop();
        loop.at(loop.now() + PROXY.draw(chance), () -> listed = number == newest ? now : listed);
        return true;
    }

    /** The pod that a new connection goes to; empty when none is listed. */
    Optional<AppPod> next() {
        return listed.isEmpty() ? Optional.empty() : Optional.of(listed.get(chance.nextInt(listed.size())));
    }
}
