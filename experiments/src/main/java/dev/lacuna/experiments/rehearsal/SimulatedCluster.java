package dev.lacuna.experiments.rehearsal;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.rehearsal.api.Access;
import dev.lacuna.experiments.rehearsal.api.ApiServer;
import dev.lacuna.experiments.rehearsal.api.Balancer;
import dev.lacuna.experiments.rehearsal.api.DirectAccess;
import dev.lacuna.experiments.rehearsal.api.Entrance;
import dev.lacuna.experiments.rehearsal.api.KubernetesService;
import dev.lacuna.experiments.rehearsal.app.Apps;
import dev.lacuna.experiments.rehearsal.app.Ground;
import dev.lacuna.experiments.rehearsal.etcd.Ring;
import dev.lacuna.experiments.rehearsal.heartbeat.Heartbeats;
import dev.lacuna.experiments.rehearsal.lease.Component;
import dev.lacuna.experiments.rehearsal.lease.Leader;
import dev.lacuna.experiments.rehearsal.lease.Leases;
import dev.lacuna.experiments.rehearsal.machine.Execution;
import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import dev.lacuna.experiments.rehearsal.machine.Kubelet;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.model.ApiServiceModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.wire.Wire;
import dev.lacuna.experiments.rehearsal.witness.Happenings;
import dev.lacuna.experiments.rehearsal.work.Desk;
import dev.lacuna.experiments.rehearsal.work.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The parts of a simulated cluster, put together as after a long undisturbed time. */
final class SimulatedCluster {
    static final String SCHEDULER = "kube-scheduler";
    static final String CONTROLLER_MANAGER = "kube-controller-manager";
    static final String BALANCER = "192.0.2.100";

    /** What a controller manager of 1.36.3 that keeps its lease exits with on SIGTERM: measured. */
    private static final int KEPT = 2;

    private final ClusterModel model;
    private final Loop loop;
    private final RandomGenerator chance;
    private final Happenings happenings;
    private final List<Machine> machines = new ArrayList<>();
    private final List<ApiServer> servers = new ArrayList<>();
    private final Map<String, Desk> desks = new LinkedHashMap<>();
    private final Wire wire;
    private final Ring ring;
    private final Leases leases;
    private final Balancer balancer;
    private final Heartbeats heartbeats;
    private final Apps apps;
    private final KubernetesService service;

    SimulatedCluster(ClusterModel model, Loop loop) {
        this.model = model;
        this.loop = loop;
        this.chance = loop.random("rehearsal beginnings");
        this.happenings = new Happenings(loop);
        this.wire = new Wire(loop.random("rehearsal network"));
        this.ring = new Ring(model.etcd(), wire, loop.random("rehearsal etcd"), happenings);
        this.leases = new Leases(ring.store(), loop, happenings);
        makeMachines();
        var kubelet = new Kubelet(
                model.node(),
                loop.random("rehearsal kubelets"),
                machine -> heartbeats().reaches(machine));
        makeStorage(kubelet);
        this.balancer = new Balancer(BALANCER, servers, model.api(), loop);
        this.heartbeats = new Heartbeats(machines, servers, balancer, ring.store(), model.heartbeat(), loop);
        this.service = new KubernetesService(servers, model.api().service(), loop, loop.random("rehearsal service"));
        elect(CONTROLLER_MANAGER, model.lease().controllerManagerReleases(), kubelet);
        // ReleaseOnCancel: k/k cmd/kube-scheduler/app/options/options.go
        elect(SCHEDULER, true, kubelet);
        var ground = new Ground(
                heartbeats,
                kubelet,
                desk(SCHEDULER),
                desk(CONTROLLER_MANAGER),
                model.api().watch(),
                loop);
        this.apps = new Apps(model, ground, leases, service::routed);
    }

    private void makeMachines() {
        var names = model.nodes();
        var clocks = loop.random("rehearsal clocks");
        for (int i = 0; i < names.size(); i++) {
            boolean plane = i < model.controlPlanes();
            String zone = model.zones()
                    .get((plane ? i : i - model.controlPlanes()) % model.zones().size());
            String address = "192.0.2." + (plane ? i + 1 : 101 + i - model.controlPlanes());
            machines.add(new Machine(
                    new Node(names.get(i), names.get(i), address, zone, plane, true), loop, skew(clocks), happenings));
        }
    }

    private long skew(RandomGenerator clocks) {
        long skew = model.node().clockSkew().draw(clocks);
        return clocks.nextBoolean() ? skew : -skew;
    }

    private List<Machine> planes() {
        return machines.subList(0, model.controlPlanes());
    }

    private void makeStorage(Kubelet kubelet) {
        for (Machine machine : planes()) {
            var member = ring.add(machine);
            machine.add(HostedPod.ofControlPlane(machine, "etcd", member, kubelet));
            servers.add(new ApiServer(
                    machine,
                    member,
                    ring.store(),
                    model.api(),
                    model.etcd(),
                    wire,
                    loop.random("rehearsal api " + machine.name())));
        }
        ring.settle();
        for (ApiServer server : servers) {
            server.machine().add(HostedPod.ofControlPlane(server.machine(), "kube-apiserver", server, kubelet));
        }
    }

    private void elect(String name, boolean releases, Kubelet kubelet) {
        var desk = new Desk(name, ring.store(), happenings);
        desks.put(name, desk);
        int first = chance.nextInt(servers.size());
        // The leader first: the others begin by what it has written.
        for (int i = 0; i < servers.size(); i++) {
            var server = servers.get((first + i) % servers.size());
            var luck = loop.random("rehearsal " + name + " " + server.machine().name());
            var component = new Component(new Component.Setup(
                    Leases.election(name),
                    leases,
                    process -> DirectAccess.local(server),
                    server.machine().node().hostname(),
                    model.lease(),
                    model.node().candidate(),
                    releases,
                    KEPT,
                    (process, access) -> leader(desk, access, process, luck),
                    luck,
                    loop,
                    i == 0));
            var pod = HostedPod.ofControlPlane(server.machine(), name, component, kubelet);
            component.exits(pod::exit);
            server.machine().add(pod);
        }
    }

    private Leader leader(Desk desk, Access access, Execution process, RandomGenerator luck) {
        if (desk.equals(desks.get(SCHEDULER))) {
            return new Worker(
                    desk, access, process, model.lease(), model.lease().schedulerStart(), luck, loop);
        }
        var start = model.lease().controllerManagerStart();
        return Leader.together(List.of(
                new Worker(desk, access, process, model.lease(), start, luck, loop),
                heartbeats.lifecycle(
                        access, process, start, machine -> apps().residents(machine), () -> apps().nodeFree(), luck)));
    }

    ClusterModel model() {
        return model;
    }

    Happenings happenings() {
        return happenings;
    }

    List<Machine> machines() {
        return List.copyOf(machines);
    }

    List<ApiServer> servers() {
        return List.copyOf(servers);
    }

    Desk desk(String component) {
        var desk = desks.get(component);
        if (desk == null) {
            throw new IllegalArgumentException("nobody works as " + component);
        }
        return desk;
    }

    Apps apps() {
        return apps;
    }

    Heartbeats heartbeats() {
        return heartbeats;
    }

    Ring ring() {
        return ring;
    }

    Leases leases() {
        return leases;
    }

    Wire wire() {
        return wire;
    }

    KubernetesService service() {
        return service;
    }

    /** What stands for all API servers where none is named. */
    Entrance entrance() {
        return throughService() ? service : balancer;
    }

    /** Where that is. */
    String address() {
        return throughService()
                ? KubernetesService.ADDRESS + ":" + KubernetesService.PORT
                : BALANCER + ":" + ApiServer.PORT;
    }

    private boolean throughService() {
        return model.api().service().entrance() == ApiServiceModel.Entrance.SERVICE;
    }

    List<ElectionId> elections() {
        return Stream.concat(
                        Stream.of(Leases.election(CONTROLLER_MANAGER), Leases.election(SCHEDULER)),
                        apps.elections().stream())
                .toList();
    }
}
