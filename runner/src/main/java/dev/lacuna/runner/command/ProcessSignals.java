package dev.lacuna.runner.command;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * This process's signals, by {@code sun.misc.Signal} (module jdk.unsupported, which every JDK has).
 *
 * <p>A shutdown hook would not do: it can't tell the second signal from the first, nor SIGINT from SIGTERM. The class is reached by reflection, because
 * javac warns of it in a way that nothing turns off.
 */
public final class ProcessSignals implements Signals {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    private static final List<String> IGNORABLE = List.of("HUP");

    @Override
    public Watch watch(Consumer<String> told) {
        List<Runnable> undo = new ArrayList<>();
        try {
            var access = new Access();
            for (String name : NAMES) {
                var before = access.handle(name, access.handler(() -> told.accept("SIG" + name)));
                if (IGNORABLE.contains(name) && access.ignores(before)) {
                    // nohup means it
                    access.handle(name, before);
                } else {
                    undo.add(() -> access.restore(name, before));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this Java does not let Lacuna handle signals (module jdk.unsupported is missing?)", e);
        }
        return () -> undo.forEach(Runnable::run);
    }

    private static final class Access {
        private final Class<?> signal = Class.forName("sun.misc.Signal");
        private final Class<?> handler = Class.forName("sun.misc.SignalHandler");
        private final Method handle = signal.getMethod("handle", signal, handler);

        Access() throws ReflectiveOperationException {}

        @SuppressWarnings("ReferenceEquality") // a handler equals itself alone
        Object handler(Runnable work) {
            InvocationHandler call = (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "handle" -> work.run();
                    case "equals" -> {
                        return arguments != null && proxy == arguments[0];
                    }
                    case "hashCode" -> {
                        return System.identityHashCode(proxy);
                    }
                    default -> {
                        return "Lacuna's handler of signals";
                    }
                }
                return null;
            };
            return Proxy.newProxyInstance(ProcessSignals.class.getClassLoader(), new Class<?>[] {handler}, call);
        }

        Object handle(String name, Object with) throws ReflectiveOperationException {
            return handle.invoke(null, signal.getConstructor(String.class).newInstance(name), with);
        }

        boolean ignores(Object before) throws ReflectiveOperationException {
            return handler.getField("SIG_IGN").get(null).equals(before);
        }

        void restore(String name, Object before) {
            try {
                handle(name, before);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the handler of SIG" + name + " could not be put back", e);
            }
        }
    }
}
