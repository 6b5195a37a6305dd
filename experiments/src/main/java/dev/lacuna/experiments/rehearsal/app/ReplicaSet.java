package dev.lacuna.experiments.rehearsal.app;

import dev.lacuna.experiments.rehearsal.machine.HostedPod;
import dev.lacuna.experiments.rehearsal.machine.Machine;
import dev.lacuna.experiments.rehearsal.machine.PodSpec;
import dev.lacuna.experiments.rehearsal.machine.Program;
import dev.lacuna.experiments.rehearsal.work.Desk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Pods that are all alike. Whoever makes them anew sees that one is to go as soon as that is written, and does not wait for its end (k/k pkg/controller/replicaset/replica_set.go: pods that are
 * being deleted don't count).
 */
final class ReplicaSet {
    /** Letters of generated names (kubernetes/apimachinery pkg/util/rand/rand.go). */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final Spec spec;
    private final Desk owner;
    private final Ground ground;
    private final BiFunction<AppPod, Boolean, Made> programs;
    private final RandomGenerator chance;
    private final String hash;
    private final List<AppPod> pods = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private int wanted;

    /** @param minAvailable of its disruption budget; 0 where it has none */
    record Spec(String namespace, String name, Map<String, String> labels, int replicas, int minAvailable) {

        String title() {
            return namespace + "/" + name;
        }
    }

    /** @param hosted hears of the pod that the program runs in */
    record Made(Program program, Consumer<HostedPod> hosted) {}

    /**
     * Without pods.
     *
     * @param owner makes them anew
     * @param programs makes what a pod executes, for the first of a settled set and for all others
     */
    ReplicaSet(
            Spec spec, Desk owner, Ground ground, BiFunction<AppPod, Boolean, Made> programs, RandomGenerator chance) {
        this.spec = spec;
        this.owner = owner;
        this.ground = ground;
        this.programs = programs;
        this.chance = chance;
        this.hash = letters(10);
    }

    /** As after a long time. */
    void settle() {
        for (int i = 0; i < spec.replicas(); i++) {
            var pod = make();
            pod.settle(i == 0);
        }
    }

    private AppPod make() {
        Map<String, String> labels = new LinkedHashMap<>(spec.labels());
        labels.put("pod-template-hash", hash);
        String name = spec.name() + "-" + hash + "-" + letters(5);
        var pod = new AppPod(
                PodSpec.ordinary(spec.namespace(), name, ground.kubelet().uid(), labels), this, ground);
        pods.add(pod);
        return pod;
    }

    private String letters(int number) {
        var text = new StringBuilder();
        for (int i = 0; i < number; i++) {
            text.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    Made program(AppPod pod, boolean first) {
        return programs.apply(pod, first);
    }

    Spec spec() {
        return spec;
    }

    List<AppPod> pods() {
        return List.copyOf(pods);
    }

    long on(Machine machine) {
        return pods.stream().filter(pod -> pod.isOn(machine) && !pod.deleting()).count();
    }

    List<AppPod> ready() {
        return pods.stream().filter(AppPod::ready).toList();
    }

    /** Hears whenever another pod is ready than before. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void changed() {
        listeners.forEach(Runnable::run);
    }

    void gone(AppPod pod) {
        pods.remove(pod);
    }

    /** Asks for as many pods as are missing; to be called when etcd has agreed on what has changed. */
    void replenish() {
        long there = pods.stream().filter(pod -> !pod.deleting()).count();
        while (there + wanted < spec.replicas()) {
            wanted++;
            owner.add(new Desk.Task(() -> {
                wanted--;
                make().created();
                return true;
            }));
        }
    }

    /**
     * Whether its disruption budget lets this pod be evicted now (k/k pkg/registry/core/pod/storage/eviction.go): a pod that is not ready may go while the others suffice
     * (unhealthyPodEvictionPolicy IfHealthyBudget, the default).
     */
    boolean evictable(AppPod pod) {
        int others = ready().size() - (pod.ready() ? 1 : 0);
        return spec.minAvailable() == 0 || others >= spec.minAvailable();
    }
}
