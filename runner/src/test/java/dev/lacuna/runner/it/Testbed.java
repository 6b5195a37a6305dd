package dev.lacuna.runner.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * The real control plane that these tests disturb: the property {@code lacuna.testbed} names its script, which knows {@code kubeconfig},
 * {@code kubectl ARGS…} and {@code exec NODE COMMAND…}. The nodes' processes are processes of this machine.
 */
record Testbed(Path script, Path kubeconfig) {
    static final String CONTEXT = "testbed";

    /** Skips the test, with a printed reason, where there is none. */
    static Testbed orSkip() {
        var script = System.getProperty("lacuna.testbed", "");
        if (script.isBlank() || !Files.isExecutable(Path.of(script))) {
            String reason = script.isBlank()
                    ? "no cluster: the property lacuna.testbed does not name the testbed's script"
                    : "no cluster: " + script + ", which the property lacuna.testbed names, is no program";
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        var said = Call.orFail(List.of(script, "kubeconfig")).strip();
        return new Testbed(Path.of(script), Path.of(said));
    }

    String kubectl(String... words) {
        return Call.orFail(command("kubectl", words));
    }

    /** The objects that {@code kubectl get} lists with these words. */
    List<JsonObject> list(String... words) {
        var more = new ArrayList<>(List.of(words));
        more.addAll(0, List.of("get", "--ignore-not-found", "-o", "json"));
        var said = kubectl(more.toArray(String[]::new));
        if (said.isBlank()) {
            return List.of();
        }
        var items = JsonParser.parseString(said).getAsJsonObject().getAsJsonArray("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.getAsJsonObject())
                .toList();
    }

    /** On a node, in its namespaces. */
    String exec(String node, String... words) {
        return Call.orFail(Stream.concat(Stream.of(script.toString(), "exec", node), Stream.of(words))
                .toList());
    }

    List<String> command(String verb, String... words) {
        return Stream.concat(Stream.of(script.toString(), verb), Stream.of(words))
                .toList();
    }

    static String name(JsonObject object) {
        return object.getAsJsonObject("metadata").get("name").getAsString();
    }
}
