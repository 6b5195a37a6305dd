package dev.lacuna.experiments.kubernetes.read;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.lacuna.experiments.controlplane.ElectionId;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Reads records of elections, from leases and from the annotation that older clusters keep them in. */
public final class LeaseReader {
    private static final String ANNOTATION = "control-plane.alpha.kubernetes.io/leader";

    private LeaseReader() {}

    public static LeaseRecord lease(JsonObject lease) {
        return new LeaseRecord(
                id(ElectionId.Lock.LEASE, lease),
                Json.text(lease, "spec", "holderIdentity"),
                Duration.ofSeconds(Json.number(lease, "spec", "leaseDurationSeconds")),
                Json.instant(lease, "spec", "acquireTime"),
                Json.instant(lease, "spec", "renewTime"),
                Json.number(lease, "spec", "leaseTransitions"),
                Json.text(lease, "metadata", "resourceVersion"),
                !Json.text(lease, "spec", "strategy").isEmpty());
    }

    /** Empty when the object carries no record. */
    public static Optional<LeaseRecord> annotated(ElectionId.Lock lock, JsonObject object) {
        return record(Json.texts(object, "metadata", "annotations").getOrDefault(ANNOTATION, ""))
                .map(record -> new LeaseRecord(
                        id(lock, object),
                        Json.text(record, "holderIdentity"),
                        Duration.ofSeconds(Json.number(record, "leaseDurationSeconds")),
                        Json.instant(record, "acquireTime"),
                        Json.instant(record, "renewTime"),
                        Json.number(record, "leaderTransitions"),
                        Json.text(object, "metadata", "resourceVersion"),
                        false));
    }

    /** Writes holder and duration into {@code lease} as a new leader would, and counts the transition. {@code wall}: with six fraction digits, in UTC. */
    public static void hold(JsonObject lease, String holder, int durationSeconds, String wall) {
        var spec = lease.getAsJsonObject("spec");
        spec.addProperty("holderIdentity", holder);
        spec.addProperty("leaseDurationSeconds", durationSeconds);
        spec.addProperty("acquireTime", wall);
        spec.addProperty("renewTime", wall);
        spec.addProperty("leaseTransitions", Json.number(lease, "spec", "leaseTransitions") + 1);
    }

    private static Optional<JsonObject> record(String annotation) {
        try {
            return annotation.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JsonParser.parseString(annotation).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static ElectionId id(ElectionId.Lock lock, JsonObject object) {
        return new ElectionId(
                lock,
                Json.text(object, "metadata", "namespace").toLowerCase(Locale.ROOT),
                Json.text(object, "metadata", "name"));
    }
}
