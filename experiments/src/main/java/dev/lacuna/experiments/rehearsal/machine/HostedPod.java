package dev.lacuna.experiments.rehearsal.machine;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.rehearsal.model.Range;
import dev.lacuna.experiments.rehearsal.witness.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod on its node: one container, which its kubelet restarts until the pod is to go. What the API shows of it comes later than what happens (docs/mechanics.md, "Proving a
 * kill").
 */
public final class HostedPod {
    private static final int KILLED = 137;

    /** terminationGracePeriodSeconds where a pod names none (k/k pkg/apis/core/v1/defaults.go). */
    private static final long GRACE = 30_000_000_000L;

    private final Machine machine;
    private final PodSpec spec;
    private final Program program;
    private final Kubelet kubelet;
    private final PodStatus status;
    private final Loop loop;
    private final BackOff backOff;
    private final Range restart;
    private @Nullable Execution execution;
    private Program.@Nullable Life life;
    private final List<Long> halts = new ArrayList<>();
    private @Nullable Runnable gone;

    private HostedPod(Machine machine, PodSpec spec, Program program, Kubelet kubelet, @Nullable PodObject object) {
        this.machine = machine;
        this.spec = spec;
        this.program = program;
        this.kubelet = kubelet;
        this.loop = machine.loop();
        this.backOff = new BackOff(kubelet.model());
        this.restart = kubelet.model().restart();
        this.status = new PodStatus(machine, spec, kubelet, object);
    }

    /** A static pod of the control plane that has been running for a long time. */
    public static HostedPod ofControlPlane(Machine machine, String component, Program program, Kubelet kubelet) {
        var spec = PodSpec.ofControlPlane(component, machine.name(), kubelet.uid());
        return new HostedPod(machine, spec, program, kubelet, null).settled();
    }

    /** An ordinary pod of which its kubelet hears now; {@code object} is what the API has of it. */
    public static HostedPod started(Machine machine, PodSpec spec, Program program, Kubelet kubelet, PodObject object) {
        var pod = new HostedPod(machine, spec, program, kubelet, object);
        pod.loop.at(pod.loop.now() + pod.restart.draw(kubelet.chance()), pod::restart);
        pod.lookLater();
        return pod;
    }

    /** An ordinary pod that has been running for a long time. */
    public static HostedPod running(Machine machine, PodSpec spec, Program program, Kubelet kubelet, PodObject object) {
        return new HostedPod(machine, spec, program, kubelet, object).settled();
    }

    private HostedPod settled() {
        status.settled(begin(true));
        lookLater();
        return this;
    }

    private Execution begin(boolean settled) {
        var process = execute();
        execution = process;
        var begun = program.begin(process, settled);
        life = begun;
        begun.whenReady(this::look);
        return process;
    }

    /** What its component is called; empty for an ordinary pod. */
    public String component() {
        return spec.component();
    }

    public Machine machine() {
        return machine;
    }

    /** The process that is there now, if one is. */
    public Optional<Execution> execution() {
        return Optional.ofNullable(execution).filter(process -> process.state() != Execution.State.GONE);
    }

    /** Whether its process runs and is ready, whatever the API shows. */
    public boolean well() {
        return execution().filter(Execution::running).isPresent() && life != null && life.ready();
    }

    /** The pod as the API shows it. */
    public Pod shown() {
        return status.object().shown();
    }

    public PodObject object() {
        return status.object();
    }

    /** How many times its container was started anew, whether the API shows it already or not. */
    public int restarts() {
        return status.restarts();
    }

    /** When its processes ended or were stopped so far; nanoseconds on the loop's clock. */
    public List<Long> halts() {
        return List.copyOf(halts);
    }

    /** What tells it from the others of its node. */
    String key() {
        return spec.isStatic() ? spec.component() : spec.title();
    }

    /** SIGKILL; the process is gone after a while. */
    public void kill(Execution victim, Runnable then) {
        loop.at(loop.now() + kubelet.model().death().draw(kubelet.chance()), () -> exit(victim, KILLED, then));
    }

    /** SIGTERM; a stopped process gets it when it goes on. */
    public void terminate(Execution victim, Runnable then) {
        victim.run(() -> {
            if (life != null) {
                life.terminate(code -> exit(victim, code, then));
            }
        });
    }

    /** SIGSTOP. */
    public void stop(Execution victim) {
        if (victim.running() && life != null) {
            victim.stop();
            halts.add(loop.now());
            happened(Happening.Kind.STOPPED);
            life.paused(true);
            spec.hangs()
                    .ifPresent(hangs -> loop.after(hangs, () -> {
                        if (victim.state() == Execution.State.STOPPED) {
                            exit(victim, KILLED, () -> {});
                        }
                    }));
        }
    }

    /** SIGCONT. */
    public void goOn(Execution victim) {
        if (victim.state() == Execution.State.STOPPED && life != null) {
            happened(Happening.Kind.WENT_ON);
            victim.goOn();
            life.paused(false);
        }
    }

    /** The process ends by itself. */
    public void exit(Execution victim, int code) {
        exit(victim, code, () -> {});
    }

    /** The pod is to go: SIGTERM, and SIGKILL after the grace; its container is not restarted. {@code then} hears when its process is gone. */
    public void remove(Runnable then) {
        if (gone != null) {
            return;
        }
        gone = then;
        var victim = execution().orElse(null);
        if (victim == null) {
            then.run();
            return;
        }
        terminate(victim, () -> {});
        loop.at(loop.now() + GRACE, () -> exit(victim, KILLED, () -> {}));
    }

    private void happened(Happening.Kind kind) {
        machine.happenings().happened(kind, machine.name(), component().isEmpty() ? spec.name() : component());
    }

    private void exit(Execution victim, int code, Runnable then) {
        if (victim.state() != Execution.State.GONE && life != null) {
            victim.end();
            halts.add(loop.now());
            happened(Happening.Kind.GONE);
            life.ended();
            ended(victim, code);
        }
        then.run();
    }

    private void ended(Execution victim, int code) {
        if (gone != null) {
            gone.run();
            return;
        }
        status.ended(victim, code);
        long wait = backOff.next(loop.now()) + restart.draw(kubelet.chance());
        loop.at(loop.now() + wait, this::restart);
    }

    private void restart() {
        if (gone != null) {
            return;
        }
        happened(Happening.Kind.STARTED);
        status.started(begin(false));
    }

    private Execution execute() {
        long pid = 1_000L + kubelet.chance().nextInt(30_000);
        var process = new ProcessRef(kubelet.containerId(), pid, 100 + loop.now() / 10_000_000L);
        return new Execution(loop, process, spec.command(), machine::wall);
    }

    private void lookLater() {
        long period = spec.look().toNanos();
        loop.at(loop.now() + kubelet.chance().nextLong(period), this::lookAgain);
    }

    private void lookAgain() {
        if (gone == null) {
            look();
            loop.after(spec.look(), this::lookAgain);
        }
    }

    private void look() {
        var process = execution;
        if (process == null || life == null) {
            return;
        }
        if (process.state() != Execution.State.GONE) {
            status.looked(process.running() && life.ready());
        }
    }

    /** Its kubelet is in touch with the API again, and sets right what others have written of it. */
    public void reconcile() {
        status.reconcile();
    }

    @Override
    public String toString() {
        return spec.title() + " "
                + (execution == null ? "not started" : execution.state().name());
    }
}
