package dev.lacuna.experiments.kubernetes;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ExecTarget;
import dev.lacuna.experiments.nodeagent.AgentLink;
import dev.lacuna.experiments.nodeagent.LinkSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Chooses through which API servers the links to one agent go: two different ones where there are, none of those that are to be hit. Belongs to the loop. */
final class AgentRoutes implements LinkSource {
    static final int PATHS = 2;
    private static final Duration MOVED_WITHIN = Duration.ofSeconds(6);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Loop loop;
    private final ExecTarget target;
    private final @Nullable ExecLink[] links = new @Nullable ExecLink[PATHS];
    private final int[] turns = new int[PATHS];
    private List<ApiEndpoint> ways;
    private boolean over;

    AgentRoutes(Loop loop, ExecTarget target, List<ApiEndpoint> ways) {
        this.loop = loop;
        this.target = target;
        this.ways = ways;
    }

    /** Each new try of a path goes through the next server. */
    @Override
    public CompletableFuture<AgentLink> open(int path) {
        var way = ways.get((path + turns[path]++) % ways.size());
        return ExecLink.open(way, target).thenApply(link -> {
            links[path] = link;
            return link;
        });
    }

    @Override
    public void over() {
        over = true;
    }

    /** Whether the talk has ended that these were the ways of. */
    boolean areOver() {
        return over;
    }

    /** Moves the links that go through other servers than these; completes when a link through one of these is open, after 6 s at the latest. */
    CompletableFuture<Void> move(List<ApiEndpoint> allowed) {
        ways = allowed;
        for (var link : links) {
            if (link != null && !allowed.contains(link.way())) {
                link.abandon("its API server may be hit");
            }
        }
        var moved = new CompletableFuture<Void>();
        look(moved, loop.now() + MOVED_WITHIN.toNanos());
        return moved;
    }

    private void look(CompletableFuture<Void> moved, long until) {
        if (hasOpenLink() || loop.now() >= until) {
            moved.complete(null);
        } else {
            loop.after(LOOK_AGAIN, () -> look(moved, until));
        }
    }

    private boolean hasOpenLink() {
        for (var link : links) {
            if (link != null && link.isOpen() && ways.contains(link.way())) {
                return true;
            }
        }
        return false;
    }
}
