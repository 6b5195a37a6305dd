package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A fake API server with some maps, and a watch of them that keeps a diary. */
abstract class WatchedMaps {
    static final String MAPS = "/api/v1/namespaces/demo/configmaps";
    static final Duration LONG = Duration.ofSeconds(6);

    final TestLoop loop = new TestLoop();
    final FakeApiServer server = FakeApiServer.plain();
    final ApiEndpoint endpoint = new ApiEndpoint(
            TestAccess.plain(server, loop), Target.server("fake"), ConnectionPolicy.control(), loop, loop.network());
    final Diary diary = new Diary();

    /** What the watch said, in words: {@code LISTED a=1}, {@code GAP}. Touched on the loop only. */
    static final class Diary implements WatchListener {
        final List<String> entries = new ArrayList<>();
        final List<Seen> seen = new ArrayList<>();
        final List<WatchGap> gaps = new ArrayList<>();
        final List<String> troubles = new ArrayList<>();

        @Override
        public void onSeen(Seen next) {
            seen.add(next);
            String data = JsonText.of(next.object(), "data", "k").orElse("");
            entries.add(next.type() + " "
                    + JsonText.of(next.object(), "metadata", "name").orElse("?") + "=" + data);
        }

        @Override
        public void onGap(WatchGap gap) {
            gaps.add(gap);
            entries.add("GAP");
        }

        @Override
        public void onTrouble(String words) {
            troubles.add(words);
        }

        boolean has(String entry) {
            return entries.contains(entry);
        }
    }

    @AfterEach
    void stop() throws IOException {
        endpoint.close();
        server.close();
        loop.close();
    }

    ResourceWatch started(WatchPolicy policy) {
        var watch = new ResourceWatch(endpoint, ApiQuery.of(MAPS), policy, diary);
        watch.start();
        return watch;
    }

    ResourceWatch open() {
        server.objects().put(MAPS, "a", Map.of("k", "1"));
        ResourceWatch watch = started(WatchPolicy.standard());
        assertThat(loop.await(() -> server.objects().watchesBegun() == 1, LONG)).isTrue();
        return watch;
    }

    void awaitEntry(String entry) {
        assertThat(loop.await(() -> diary.has(entry), LONG))
                .as("%s in %s, troubles %s", entry, diary.entries, diary.troubles)
                .isTrue();
    }

    long watches() {
        return server.requests().stream()
                .filter(request -> request.path().contains("watch=1"))
                .count();
    }

    long lists() {
        return server.requests().stream()
                .filter(request -> !request.path().contains("watch=1"))
                .count();
    }

    void awaitWatches(int count) {
        assertThat(loop.await(() -> watches() >= count, LONG)).isTrue();
    }
}
