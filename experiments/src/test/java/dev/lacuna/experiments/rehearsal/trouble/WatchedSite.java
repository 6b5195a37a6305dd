package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.fault.Fault;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.probe.ProbeSpec;
import dev.lacuna.engine.run.Site;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.probe.ClusterProbe;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;

/** A site whose probes have each a port of their own, so that what they are told is known by their names, and into which bugs can be planted. */
final class WatchedSite {
    private WatchedSite() {}

    /** @param ports the port for the probe of a name */
    static Site around(Site site, Function<String, ControlPlane> ports, Loop loop, Plant plant) {
        return (Site) Proxy.newProxyInstance(
                Site.class.getClassLoader(), new Class<?>[] {Site.class}, (proxy, method, words) -> {
                    try {
                        return switch (method.getName()) {
                            case "probe" -> probe((ProbeSpec) words[0], ports, loop, plant);
                            case "election" -> plant.in((Probe) method.invoke(site, words));
                            case "fault" -> plant.in((Fault) method.invoke(site, words));
                            default -> method.invoke(site, words);
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Probe probe(ProbeSpec spec, Function<String, ControlPlane> ports, Loop loop, Plant plant) {
        return plant.in(((ClusterProbe) spec).on(ports.apply(spec.name()), loop));
    }
}
