package dev.lacuna.experiments.nodeagent;

import java.util.Map;

/** What the agent's codes mean, for people. */
final class AgentWords {
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("gone", "there is no such process any more; look for the container's new one"),
            Map.entry(
                    "other-start",
                    "that process number belongs to another process now; look for the container's new one"),
            Map.entry("other-container", "that process is not in that container"),
            Map.entry("no-process", "no process of that container is on this node; is it running, and on this node?"),
            Map.entry(
                    "already-stopped",
                    "somebody else has stopped that process already; let it run again first (SIGCONT)"),
            Map.entry("not-stopped", "the process did not stop within its time; it was let go again"),
            Map.entry(
                    "no-guard",
                    "no guard could leave the container's cgroups, so nothing would undo this if the helper died; "
                            + "the helper must be privileged, with hostPID"),
            Map.entry("kill-failed", "the kernel refused the signal; the helper must be privileged, with hostPID"),
            Map.entry("still-stopped", "the process does not run again after SIGCONT"),
            Map.entry("refused-by-kernel", "the kernel refused the filter"),
            Map.entry("no-filter", "there is no such filter; somebody has removed it, or it was never there"),
            Map.entry("still-there", "the filter can't be removed"),
            Map.entry("not-healed", "not everything could be undone; run `lacuna recover`"));

    private AgentWords() {}

    static String explain(String code, String more) {
        var meaning = MEANINGS.getOrDefault(code, "refused");
        return "%s [%s]%s".formatted(meaning, code, more.isEmpty() ? "" : ": " + more.replace('_', ' '));
    }
}
