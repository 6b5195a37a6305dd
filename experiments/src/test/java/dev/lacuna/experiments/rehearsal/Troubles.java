package dev.lacuna.experiments.rehearsal;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.controlplane.RunRegistry;
import dev.lacuna.experiments.rehearsal.api.Unreachable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A control plane whose calls go wrong for a time. */
final class Troubles {
    private static final Map<String, Object> LIES = Map.of(
            "remove",
            Interval.exactly(0),
            "thaw",
            Interval.exactly(0),
            "residue",
            Residue.NONE,
            "dismissAgents",
            List.of());
    private final Kind kind;
    private final long from;
    private final long to;
    private final Loop loop;

    enum Kind {
        /** Nothing is done, and the call says so at once. */
        FAIL,
        /** It is done, but the answer is a failure. */
        ANSWER_LOST,
        /** It is done, and the answer comes 4 s late. */
        LATE,
        /** Nothing is done, and no answer comes. */
        HANG,
        /** What ends a fault, or looks for what is left, is not done and said to be well: a bug that is planted. Last, because no run draws it. */
        LIE
    }

    Troubles(Kind kind, long from, long to, Loop loop) {
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.loop = loop;
    }

    ControlPlane around(ControlPlane plane) {
        return wrapped(ControlPlane.class, plane);
    }

    private <T> T wrapped(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, words) -> call(real, method, words)));
    }

    /** What the method answers; a future for those that answer one, which whoever asked looks at. */
    @SuppressWarnings("FutureReturnValueIgnored") // a proxy answers an Object, whatever it is
    private Object call(Object real, Method method, Object[] words) throws Throwable {
        boolean bad = loop.now() >= from && loop.now() < to;
        if (!method.getReturnType().equals(CompletableFuture.class)) {
            Object value = invoke(real, method, words);
            return value instanceof RunRegistry registry
                    ? wrapped(RunRegistry.class, registry)
                    : method.getName().equals("openAgents") ? agents(value) : value;
        }
        if (bad && kind == Kind.FAIL) {
            return CompletableFuture.failedFuture(new Unreachable("troubled: " + method.getName()));
        }
        var lie = LIES.get(method.getName());
        if (kind == Kind.LIE && lie != null) {
            return CompletableFuture.completedFuture(lie);
        }
        if (bad && kind == Kind.HANG) {
            return new CompletableFuture<>();
        }
        var answer = (CompletableFuture<?>) invoke(real, method, words);
        if (bad && kind == Kind.ANSWER_LOST) {
            return answer.thenCompose(done -> CompletableFuture.failedFuture(new Unreachable("troubled: answer lost")));
        }
        if (bad && kind == Kind.LATE) {
            return answer.thenCompose(this::later);
        }
        return method.getName().equals("agents") ? answer.thenApply(this::agents) : answer;
    }

    private CompletableFuture<Object> later(Object value) {
        var late = new CompletableFuture<Object>();
        loop.after(java.time.Duration.ofSeconds(4), () -> late.complete(value));
        return late;
    }

    private Object agents(Object real) {
        Map<String, NodeAgent> all = new TreeMap<>();
        ((Map<?, ?>) real)
                .forEach((node, agent) -> all.put((String) node, wrapped(NodeAgent.class, (NodeAgent) agent)));
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
