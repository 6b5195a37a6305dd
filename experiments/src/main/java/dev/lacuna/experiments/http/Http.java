package dev.lacuna.experiments.http;

import dev.lacuna.engine.fault.Right;
import dev.lacuna.engine.probe.Probe;
import dev.lacuna.engine.scenario.format.Pace;
import dev.lacuna.engine.scenario.format.ProbeHead;
import dev.lacuna.engine.scenario.format.ProbeKind;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.slo.Unit;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.OwnNamespaces;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.probe.ClusterProbe;
import dev.lacuna.experiments.probe.Connections;
import dev.lacuna.experiments.probe.PathMeasures;
import dev.lacuna.experiments.probe.PathsProbe;
import dev.lacuna.experiments.probe.RequestQuestion;
import dev.lacuna.experiments.probe.SimulatedApps;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code http: {url: "https://shop.example/health", status: 200, contains: ok}}. */
public record Http(ProbeHead head, Asked asked) implements ClusterProbe {

    /**
     * What is asked for, and what a good answer is.
     *
     * @param contains empty: any text is good
     */
    public record Asked(String url, int status, String contains, Connections connection) {

        public Asked {
            var parsed = URI.create(url);
            if (parsed.getHost() == null || parsed.getPort() > 65_535) {
                throw new IllegalArgumentException("url %s has no host, or a port above 65535".formatted(url));
            }
        }
    }

    private static final Shape<Asked> SHAPE =
            Shape.of("A service of your own answers in time, with the right status and text.", fields -> {
                var url = fields.required(
                        "url",
                        Type.text(
                                "a URL such as https://shop.example/health",
                                "https?://[^\\s/?#@]+(?:[/?][^\\s#]*)?",
                                1_024),
                        "What is asked for, with GET.");
                var status = fields.optional(
                        "status",
                        Type.wholeNumber(100, 599),
                        200,
                        "The status of a good answer. Redirects are not followed.");
                var contains = fields.optional(
                        "contains", Type.text(), "A text that a good answer has in its body; left out: any.");
                var connection = Connections.field(fields);
                return read -> new Asked(
                        read.get(url), read.get(status), read.get(contains).orElse(""), read.get(connection));
            });

    public static final ProbeKind KIND = ProbeKind.of("http", SHAPE.meaning(), Pace.USUAL, Type.of(SHAPE), Http::new)
            .measuring(PathMeasures.ALL);

    @Override
    public String kind() {
        return KIND.key();
    }

    @Override
    public String asks() {
        return "GET %s answers %d%s"
                .formatted(
                        asked.url(),
                        asked.status(),
                        asked.contains().isEmpty() ? "" : " with `" + asked.contains() + "`");
    }

    @Override
    public Set<String> shortMeasures() {
        return KIND.measureNames();
    }

    @Override
    public Unit unit(String measure) {
        return measure.endsWith("." + PathMeasures.AVAILABILITY) ? Unit.SHARE : Unit.SECONDS;
    }

    @Override
    public Optional<String> unforeseeable(SimulatedApps apps) {
        return apps.answers(asked.url())
                ? Optional.empty()
                : Optional.of(
                        "the simulated cluster has nothing at this URL; the key services of its model may name it");
    }

    @Override
    public Probe on(ControlPlane cluster, Loop loop) {
        var description = new RequestPath.Http(
                asked.url(), asked.status(), asked.contains(), asked.connection() == Connections.FRESH);
        var way = new PathsProbe.Way(name(), () -> new RequestQuestion(cluster.path(description), head.timeout()));
        return new PathsProbe(head, List.of(way), shortMeasures(), loop);
    }

    @Override
    public List<Right> rights(OwnNamespaces own) {
        return List.of();
    }
}
