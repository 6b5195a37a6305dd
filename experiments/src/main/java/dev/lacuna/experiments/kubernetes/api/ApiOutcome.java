package dev.lacuna.experiments.kubernetes.api;

/** What became of one call: an answer of any status, or none. */
public sealed interface ApiOutcome permits Answered, Unanswered {

    ApiRequest request();

    CallTimes times();

    /** In one sentence: method, path, endpoint and what came of it. */
    String words();

    /** The reply if its status is 2xx. */
    ApiReply orThrow();
}
