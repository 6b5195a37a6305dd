package dev.lacuna.experiments.rehearsal.trouble;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.Canary;
import dev.lacuna.experiments.controlplane.ControlPlane;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.RunRegistry;
import java.util.List;
import java.util.Optional;

/** Which calls of the port go wrong now. */
final class CallTroubles {
    private static final int GROUPS = 7;
    private static final List<String> SINGLE = List.of(
            "agents",
            "apply",
            "freeze",
            "thaw",
            "remove",
            "heal",
            "residue",
            "signal",
            "find",
            "count",
            "connect",
            "nodes",
            "members",
            "etcd",
            "elections",
            "replace",
            "read",
            "lock",
            "unlock",
            "saveJournal",
            "dropJournal",
            "journals",
            "dismissAgents",
            "removeObjects",
            "lacking");
    private final List<Trouble> troubles;
    private final Loop loop;

    CallTroubles(List<Trouble> troubles, Loop loop) {
        this.troubles =
                troubles.stream().filter(trouble -> trouble.kind().ofCalls()).toList();
        this.loop = loop;
    }

    Optional<Trouble> of(Class<?> port, String call) {
        if (troubles.isEmpty()) {
            return Optional.empty();
        }
        long now = loop.now();
        return troubles.stream()
                .filter(trouble -> trouble.isOn(now) && hits(trouble, port, call))
                .findFirst();
    }

    private static boolean hits(Trouble trouble, Class<?> port, String call) {
        boolean eyes = port == RequestPath.class || port == Canary.class;
        return switch (trouble.choice() % GROUPS) {
            case 0 -> !eyes;
            case 1 -> port == NodeAgent.class;
            case 2 -> port == RunRegistry.class;
            case 3 -> port == ControlPlane.class;
            case 4 -> eyes;
            case 5 -> true;
            default -> call.equals(SINGLE.get(trouble.choice() / GROUPS % SINGLE.size()));
        };
    }

    /** Whether what probes are told is troubled at any time. */
    static boolean ofEyes(Trouble trouble) {
        int group = trouble.choice() % GROUPS;
        return trouble.kind().ofCalls() && (group == 4 || group == 5);
    }
}
