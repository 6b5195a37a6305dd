package dev.lacuna.runner.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lacuna.engine.time.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** A report.json, read as a stranger's tool would read it. */
record Report(JsonObject root) {

    static Report read(Path file) {
        try {
            return new Report(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String verdict() {
        return root.get("verdict").getAsString();
    }

    String reason() {
        return root.get("reason").getAsString();
    }

    List<String> leftovers() {
        return texts(root.getAsJsonArray("leftovers"));
    }

    /** The last trial: the one that counts where others missed their aim by chance. */
    JsonObject trial() {
        var trials = root.getAsJsonArray("trials");
        return trials.get(trials.size() - 1).getAsJsonObject();
    }

    /** The last trial's first experiment. */
    JsonObject experiment() {
        return trial().getAsJsonArray("experiments").get(0).getAsJsonObject();
    }

    boolean proofHeld() {
        return experiment().getAsJsonObject("proof").get("held").getAsBoolean();
    }

    /** Whether the last trial's first experiment was healed, and looked after. */
    boolean healed() {
        return experiment().getAsJsonObject("healed").get("verified").getAsBoolean();
    }

    List<String> evidence() {
        return texts(experiment().getAsJsonObject("proof").getAsJsonArray("evidence"));
    }

    String containerId() {
        return experiment().getAsJsonObject("target").get("containerId").getAsString();
    }

    String node() {
        return experiment().getAsJsonObject("target").get("node").getAsString();
    }

    /** The values of all SLOs that could be judged, in nanoseconds or billionths. */
    List<Interval> values() {
        return StreamSupport.stream(root.getAsJsonArray("slos").spliterator(), false)
                .map(slo -> slo.getAsJsonObject().getAsJsonObject("value"))
                .map(Report::interval)
                .toList();
    }

    Interval measure(String name) {
        return interval(trial().getAsJsonObject("measures").getAsJsonObject(name));
    }

    /** What the timeline tells of a new holder: keys oldHolder, newHolder, sameHost, width. */
    JsonObject handover() {
        return StreamSupport.stream(trial().getAsJsonArray("timeline").spliterator(), false)
                .map(entry -> entry.getAsJsonObject().getAsJsonObject("details"))
                .filter(details -> details != null && details.has("newHolder"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no new holder in the timeline of " + trial()));
    }

    private static Interval interval(JsonObject value) {
        return new Interval(billionths(value.get("lower")), billionths(value.get("upper")));
    }

    private static long billionths(JsonElement number) {
        return Math.round(number.getAsDouble() * 1e9);
    }

    private static List<String> texts(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }
}
