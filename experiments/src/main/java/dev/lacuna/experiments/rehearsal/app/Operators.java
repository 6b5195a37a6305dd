package dev.lacuna.experiments.rehearsal.app;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.api.ServiceAccess;
import dev.lacuna.experiments.rehearsal.lease.Component;
import dev.lacuna.experiments.rehearsal.lease.Leases;
import dev.lacuna.experiments.rehearsal.model.LeaseModel;
import dev.lacuna.experiments.rehearsal.model.OperatorModel;
import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.rehearsal.work.Desk;
import dev.lacuna.experiments.rehearsal.work.Worker;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What operators' pods execute: client-go's election, with an identity that begins with the pod's name, and its work while it leads. A leader that loses its lease ends itself
 * with 1, and one that is asked to end exits with 0 (kubernetes-sigs/controller-runtime pkg/manager/internal.go).
 *
 * @param endpoints API servers that the {@code kubernetes} Service leads to now
 * @param candidate from a process's start to its first look at the lease
 */
record Operators(Leases leases, Supplier<List<ApiServer>> endpoints, LeaseModel lease, Range candidate, Loop loop) {

    ReplicaSet.Made program(OperatorModel operator, Desk desk, AppPod pod, boolean leads, RandomGenerator chance) {
        var model = operator.lease(lease);
        var component = new Component(new Component.Setup(
                Leases.election(operator.election()),
                leases,
                process -> new ServiceAccess(pod.host(), endpoints, chance, loop),
                pod.shown().name(),
                model,
                candidate,
                operator.releases(),
                0,
                (process, access) -> new Worker(desk, access, process, model, operator.start(), chance, loop),
                chance,
                loop,
                leads));
        return new ReplicaSet.Made(component, hosted -> component.exits(hosted::exit));
    }
}
