package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.fault.Impact;
import dev.lacuna.engine.fault.Loss;
import dev.lacuna.engine.fault.Proposal;
import dev.lacuna.engine.fault.Strike;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.slo.Measurement;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Overdue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bugs that are planted. */
final class Plants {
    private Plants() {}

    /** What one of the calls is answered with instead; {@code real} makes the call. */
    private interface Instead {
        @Nullable
        Object call(String name, Object[] words, Real real) throws Throwable;
    }

    private interface Real {
        Object call() throws Throwable;
    }

    private static <T> T wrapped(Class<T> type, T real, Instead instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, words) -> instead.call(method.getName(), words, () -> {
                    try {
                        return method.invoke(real, words);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }

    /** A healing that was not answered in time is taken for done, and so is the look at what is left. */
    static final Plant HEALING_SKIPPED_ON_TIMEOUT = new Plant() {
        @Override
        public Fault in(Fault fault) {
            return wrapped(
                    Fault.class,
                    fault,
                    (name, words, real) -> name.equals("prepare") ? careless((Strike) real.call()) : real.call());
        }

        private Strike careless(Strike strike) {
            return wrapped(Strike.class, strike, (name, words, real) -> {
                try {
                    return real.call();
                } catch (ClusterFailure | Overdue e) {
                    if (name.equals("heal")) {
                        return null;
                    }
                    if (name.equals("leftovers")) {
                        return List.of();
                    }
                    throw e;
                }
            });
        }
    };

    /** One etcd more than the guard counts is taken away. */
    static final Plant QUORUM_OFF_BY_ONE = new Plant() {
        @Override
        public Fault in(Fault fault) {
            return wrapped(
                    Fault.class,
                    fault,
                    (name, words, real) -> name.equals("propose") ? understated((Proposal) real.call()) : real.call());
        }

        private Proposal understated(Proposal was) {
            return new Proposal(
                    was.summary(),
                    was.targets(),
                    understated(was.impact()),
                    was.rights(),
                    was.elections(),
                    was.notes());
        }

        private Impact understated(Impact was) {
            Set<Loss> losses = new HashSet<>(was.losses());
            was.losses().stream()
                    .filter(loss -> loss.component().equals("etcd"))
                    .min(java.util.Comparator.comparing(Loss::node))
                    .ifPresent(losses::remove);
            return new Impact(
                    was.nodes(), losses, was.elections(), was.wholeNodeNetwork(), was.cut(), was.namespaces());
        }
    };

    /** A probe that has no data since the fault says that all is well. */
    static final Plant PASS_ON_NO_DATA = new Plant() {
        @Override
        public Probe in(Probe probe) {
            return wrapped(Probe.class, probe, (name, words, real) -> switch (name) {
                case "healthy", "recovered" -> true;
                case "measures" -> filledUp((Map<?, ?>) real.call(), probe.name());
                default -> real.call();
            });
        }

        private Map<String, Measurement> filledUp(Map<?, ?> measured, String probe) {
            Map<String, Measurement> all = new HashMap<>();
            for (String measure : List.of("recovery", "longestGap")) {
                all.put(measure, Measurement.exactly(0, Unit.SECONDS));
            }
            measured.forEach((name, value) -> {
                if (value instanceof Measurement one && !Double.isInfinite(one.upper())) {
                    all.put((String) name, one);
                }
            });
            return probe.startsWith("election.") ? known(measured) : all;
        }

        private Map<String, Measurement> known(Map<?, ?> measured) {
            Map<String, Measurement> all = new HashMap<>();
            measured.forEach((name, value) -> all.put((String) name, (Measurement) value));
            return all;
        }
    };
}
