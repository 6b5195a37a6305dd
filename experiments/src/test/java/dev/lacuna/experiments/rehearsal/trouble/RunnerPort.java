package dev.lacuna.experiments.rehearsal.trouble;

import static java.util.Objects.requireNonNull;

import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.LeaseSeen;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.RunRegistry;
import dev.lacuna.experiments.rehearsal.api.Unreachable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The port as one process has it: calls may go wrong, and after its death nothing of it gets through either way. */
final class RunnerPort {
    private static final List<Class<?>> PORTS = List.of(
            ControlPlane.class,
            NodeAgent.class,
            RunRegistry.class,
            RequestPath.class,
            Canary.class,
            ControlPlane.Subscription.class);
    private static final Object[] NONE = {};

    private static final Set<String> SAMPLES = Set.of("send", "ask", "pods");
    private final Loop loop;
    private final RunnerLoop process;
    private final CallTroubles troubles;
    private final Ledger ledger;
    private final Map<Object, Object> known = new HashMap<>();
    private final Map<Consumer<?>, Long> latest = new HashMap<>();

    /** @param loop of the simulation, which goes on when the process is dead */
    RunnerPort(Loop loop, RunnerLoop process, CallTroubles troubles, Ledger ledger) {
        this.loop = loop;
        this.process = process;
        this.troubles = troubles;
        this.ledger = ledger;
    }

    /** @param whose probe it is that asks; empty for the run itself */
    ControlPlane around(ControlPlane plane, String whose) {
        return wrapped(ControlPlane.class, plane, whose);
    }

    private <T> T wrapped(Class<T> port, Object real, String whose) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, words) ->
                        call(new Call(port, real, proxy, whose), method, words == null ? NONE : words)));
    }

    private record Call(Class<?> port, Object real, Object proxy, String whose) {}

    private @Nullable Object call(Call call, Method method, Object[] words) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(call, method, words);
        }
        boolean promised = method.getReturnType().equals(CompletableFuture.class);
        if (process.dead() && (promised || method.getReturnType().equals(void.class))) {
            return promised ? new CompletableFuture<>() : null;
        }
        Object[] heard = heard(words);
        return promised ? promise(call, method, heard) : plain(call, method, invoke(call.real, method, heard));
    }

    @SuppressWarnings("ReferenceEquality") // a proxy is equal to nothing but itself
    private static Object ofObject(Call call, Method method, Object[] words) {
        return switch (method.getName()) {
            case "equals" -> call.proxy == words[0];
            case "hashCode" -> call.real.hashCode();
            default -> call.real.toString();
        };
    }

    /** What the process is told unasked. */
    private Object[] heard(Object[] words) {
        Object[] heard = words.clone();
        for (int i = 0; i < heard.length; i++) {
            if (heard[i] instanceof Consumer<?> reader) {
                heard[i] = (Consumer<Object>) told -> tell(reader, told);
            }
        }
        return heard;
    }

    @SuppressWarnings("unchecked") // what a reader is told is what it reads
    private void tell(Consumer<?> reader, Object told) {
        if (process.dead()) {
            return;
        }
        var open = (Consumer<Object>) reader;
        var trouble = told instanceof LeaseSeen ? troubles.of(RequestPath.class, "watch") : Optional.<Trouble>empty();
        var kind = trouble.map(Trouble::kind);
        long due = loop.now();
        if (kind.filter(Trouble.Kind.ANSWERS_LATE::equals).isPresent()) {
            due += lateness(trouble.get()).toNanos();
        }
        // A stream is late as a whole: nothing in it overtakes what came before.
        due = Math.max(due, latest.getOrDefault(reader, 0L));
        if (due > loop.now() && told instanceof LeaseSeen seen) {
            latest.put(reader, due);
            loop.at(due, () -> {
                if (!process.dead()) {
                    open.accept(now(seen));
                }
            });
            return;
        }
        open.accept(told);
        if (kind.filter(Trouble.Kind.ANSWERS_TWICE::equals).isPresent()) {
            open.accept(told);
        }
    }

    private LeaseSeen now(LeaseSeen seen) {
        return new LeaseSeen(seen.record(), loop.now(), seen.initial());
    }

    private static Duration lateness(Trouble trouble) {
        return Duration.ofMillis(50 + trouble.choice() % 8_000);
    }

    private Object plain(Call call, Method method, Object value) {
        if (method.getName().equals("openAgents")) {
            return agents(value, call.whose);
        }
        return PORTS.contains(method.getReturnType()) ? wrapped(method.getReturnType(), value, call.whose) : value;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the relay is what is answered
    private CompletableFuture<Object> promise(Call call, Method method, Object[] words) throws Throwable {
        var trouble = troubles.of(call.port, method.getName());
        var kind = trouble.map(Trouble::kind).orElse(null);
        var relay = new CompletableFuture<Object>();
        if (kind == Trouble.Kind.CALLS_HANG) {
            return relay;
        }
        if (kind == Trouble.Kind.CALLS_FAIL) {
            loop.post(() -> deliver(call, method, relay, null, failure(call, method)));
            return relay;
        }
        var answer = (CompletableFuture<?>) invoke(call.real, method, words);
        if (kind == Trouble.Kind.ANSWERS_TWICE && call.port != NodeAgent.class && words.length > 0) {
            // An agent knows its commands by their numbers; requests to API servers may be repeated by what lies
            // between.
            invoke(call.real, method, words);
        }
        answer.whenComplete((value, failure) -> {
            if (kind == Trouble.Kind.ANSWERS_LOST) {
                deliver(call, method, relay, null, failure(call, method));
            } else if (kind == Trouble.Kind.ANSWERS_LATE) {
                loop.after(lateness(trouble.get()), () -> deliver(call, method, relay, value, failure));
            } else {
                deliver(call, method, relay, value, failure);
            }
        });
        return relay;
    }

    private static RuntimeException failure(Call call, Method method) {
        String what = "troubled: " + method.getName();
        return call.port == NodeAgent.class
                ? new NodeAgentFailure(NodeAgentFailure.Reason.UNANSWERED, "", what)
                : new Unreachable(what);
    }

    private void deliver(
            Call call,
            Method method,
            CompletableFuture<Object> relay,
            @Nullable Object value,
            @Nullable Throwable failure) {
        if (process.dead()) {
            return;
        }
        note(call, method, value, failure);
        if (failure != null) {
            relay.completeExceptionally(Answers.cause(failure));
        } else {
            relay.complete(method.getName().equals("agents") ? agents(requireNonNull(value), call.whose) : value);
        }
    }

    private void note(Call call, Method method, @Nullable Object value, @Nullable Throwable failure) {
        boolean sample = SAMPLES.contains(method.getName());
        if (sample && !call.whose.isEmpty()) {
            boolean good = failure == null && !(value instanceof RequestPath.Answer answer && !answer.good());
            ledger.answered(call.whose, loop.now(), good);
        }
    }

    private Object agents(Object real, String whose) {
        Map<String, NodeAgent> all = new TreeMap<>();
        ((Map<?, ?>) real)
                .forEach((node, agent) -> all.put((String) node, (NodeAgent)
                        known.computeIfAbsent(agent, one -> wrapped(NodeAgent.class, one, whose))));
        return all;
    }

    private static Object invoke(Object real, Method method, Object[] words) throws Throwable {
        try {
            return method.invoke(real, words);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
