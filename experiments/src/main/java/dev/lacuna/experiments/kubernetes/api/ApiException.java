package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.fault.ClusterFailure;
import java.util.Optional;
import java.util.OptionalInt;

/** A call did not get what it asked for: the server said no, or said nothing. The message says what was attempted, where, and what to do. */
public final class ApiException extends ClusterFailure {
    private static final long serialVersionUID = 1L;

    private final transient ApiOutcome outcome;

    private ApiException(String message, ApiOutcome outcome) {
        super(message);
        this.outcome = outcome;
    }

    static ApiException refused(Answered answered) {
        ApiReply reply = answered.reply();
        String reason = reply.reason().isEmpty() ? "" : " " + reply.reason();
        String said = reply.message().isEmpty() ? "" : ": " + reply.message();
        String message = "%s at %s: %d%s%s%s"
                .formatted(
                        answered.request().words(),
                        answered.endpoint(),
                        reply.status(),
                        reason,
                        said,
                        advice(answered));
        return new ApiException(message, answered);
    }

    static ApiException unanswered(Unanswered unanswered) {
        String arrived = unanswered.request().readsOnly() || !unanswered.mayHaveArrived()
                ? ""
                : "; whether the server acted on it is not known";
        String message = "%s at %s: %s (%s)%s; %s"
                .formatted(
                        unanswered.request().words(),
                        unanswered.endpoint(),
                        unanswered.why().words(),
                        unanswered.detail(),
                        arrived,
                        unanswered.why().advice());
        return new ApiException(message, unanswered);
    }

    private static String advice(Answered answered) {
        return switch (answered.reply().status()) {
            case 401 ->
                "; the credentials are wrong or have expired: renew the client certificate or token of the kubeconfig";
            case 403 ->
                "; the right to " + missingRight(answered.request())
                        + " lacks: `lacuna plan` with the scenario lists all that lack, docs/rbac.md has the rules ready to apply";
            case 429 -> "; the server is overloaded and turned the call away";
            default -> "";
        };
    }

    private static String missingRight(ApiRequest request) {
        ApiObject object = ApiObject.of(request.path());
        String kind = object.group().isEmpty() ? object.resource() : object.resource() + "." + object.group();
        return "`%s %s`%s"
                .formatted(
                        request.verb(),
                        kind,
                        object.namespace().map(name -> " in namespace " + name).orElse(""));
    }

    /** Verb and object: {@code get pods kube-system/etcd-cp1}. */
    public String attempted() {
        return outcome.request().words();
    }

    public ApiOutcome outcome() {
        return outcome;
    }

    /** The status of the answer; empty if there was none. */
    public OptionalInt status() {
        return outcome instanceof Answered answered
                ? OptionalInt.of(answered.reply().status())
                : OptionalInt.empty();
    }

    /** The reason of the Status body, such as {@code NotFound}; empty if there was no answer or no reason. */
    public String reason() {
        return outcome instanceof Answered answered ? answered.reply().reason() : "";
    }

    /** What went wrong if there was no answer. */
    public Optional<Unanswered.Why> why() {
        return outcome instanceof Unanswered unanswered ? Optional.of(unanswered.why()) : Optional.empty();
    }

    /** Whether the server may have acted on the call although this was thrown. */
    public boolean mayHaveArrived() {
        return outcome instanceof Unanswered unanswered && unanswered.mayHaveArrived();
    }
}
