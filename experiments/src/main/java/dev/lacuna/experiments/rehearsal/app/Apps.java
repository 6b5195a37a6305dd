package dev.lacuna.experiments.rehearsal.app;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.lease.Leases;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.OperatorModel;
import dev.lacuna.experiments.rehearsal.model.WorkloadModel;
import dev.lacuna.experiments.rehearsal.work.Desk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** All that runs on a simulated cluster beside its control plane. */
public final class Apps {
    private final ClusterModel model;
    private final Ground ground;
    private final Loop loop;
    private final Operators operators;
    private final Map<String, Desk> desks = new LinkedHashMap<>();
    private final Map<String, ReplicaSet> sets = new LinkedHashMap<>();
    private final List<Endpoints> services = new ArrayList<>();

    /**
     * As after a long time.
     *
     * @param endpoints API servers that the {@code kubernetes} Service leads to now
     */
    public Apps(ClusterModel model, Ground ground, Leases leases, Supplier<List<ApiServer>> endpoints) {
        this.model = model;
        this.ground = ground;
        this.loop = ground.loop();
        this.operators =
                new Operators(leases, endpoints, model.lease(), model.node().candidate(), loop);
        desks.put(WorkloadModel.CONTROLLER_MANAGER, ground.controllerManager());
        var apps = model.apps();
        apps.operators()
                .forEach(operator -> desks.put(
                        operator.election(), ground.controllerManager().beside(operator.election())));
        apps.operators().forEach(this::add);
        apps.workloads().forEach(this::add);
        apps.services()
                .forEach(service -> services.add(new Endpoints(
                        service, set(service.workload()), ground, loop.random("rehearsal service " + service.url()))));
    }

    private ReplicaSet set(String title) {
        return Optional.ofNullable(sets.get(title)).orElseThrow();
    }

    private Desk desk(String owner) {
        return Optional.ofNullable(desks.get(owner)).orElseThrow();
    }

    private void add(OperatorModel operator) {
        var chance = luck(operator.election());
        var spec =
                new ReplicaSet.Spec(operator.namespace(), operator.name(), operator.labels(), operator.replicas(), 0);
        var desk = desk(operator.election());
        settle(new ReplicaSet(
                spec,
                ground.controllerManager(),
                ground,
                (pod, first) -> operators.program(operator, desk, pod, first, chance),
                chance));
    }

    private void add(WorkloadModel workload) {
        var chance = luck(workload.title());
        var spec = new ReplicaSet.Spec(
                workload.namespace(), workload.name(), workload.labels(), workload.replicas(), workload.minAvailable());
        settle(new ReplicaSet(
                spec,
                desk(workload.owner()),
                ground,
                (pod, first) -> new ReplicaSet.Made(new Serving(workload, chance), hosted -> {}),
                chance));
    }

    private RandomGenerator luck(String title) {
        return loop.random("rehearsal app " + title);
    }

    private void settle(ReplicaSet set) {
        sets.put(set.spec().title(), set);
        set.settle();
    }

    private Stream<AppPod> all() {
        return sets.values().stream().flatMap(set -> set.pods().stream());
    }

    /** All ordinary pods as the API shows them. */
    public List<Pod> shown() {
        return all().map(AppPod::shown).toList();
    }

    public List<ElectionId> elections() {
        return model.apps().operators().stream()
                .map(operator -> Leases.election(operator.election()))
                .toList();
    }

    /** What deletes each pod that is on a machine now. */
    public List<Runnable> residents(Machine machine) {
        return all().filter(pod -> pod.isOn(machine) && !pod.deleting())
                .map(pod -> (Runnable) pod::delete)
                .toList();
    }

    /** A node may take pods again. */
    public void nodeFree() {
        all().forEach(AppPod::reconsider);
    }

    Optional<AppPod> find(String namespace, String name) {
        return all().filter(pod -> pod.shown().namespace().equals(namespace)
                        && pod.shown().name().equals(name))
                .findFirst();
    }

    /**
     * A way to a service of the model.
     *
     * @throws FaultException when the model has none with this URL
     */
    public RequestPath path(RequestPath.Http asked) {
        var service = services.stream()
                .filter(one -> one.model().url().equals(asked.url()))
                .findFirst()
                .orElseThrow(() -> new FaultException(FaultException.Kind.UNSUPPORTED, unknown(asked.url())));
        return new HttpPath(
                asked, service, model.api().handshake(), loop.random("rehearsal requests to " + asked.url()), loop);
    }

    private String unknown(String url) {
        var known = services.stream().map(one -> one.model().url()).sorted().toList();
        return "the simulated cluster has nothing at %s, only at %s; add to the file that --cluster-model names: services: [{url: \"%s\", workload: NAMESPACE/NAME}], or name a real cluster"
                .formatted(url, known, url);
    }
}
