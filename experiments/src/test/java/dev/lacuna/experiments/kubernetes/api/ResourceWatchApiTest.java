package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResourceWatchApiTest extends WatchedMaps {

    @Test
    void it_lists_first_and_then_sees_each_change_in_its_order_and_without_a_gap() {
        open();
        server.objects().put(MAPS, "b", Map.of("k", "2"));
        server.objects().put(MAPS, "a", Map.of("k", "3"));
        server.objects().remove(MAPS, "b");
        awaitEntry("DELETED b=2");

        assertThat(diary.entries).containsExactly("LISTED a=1", "ADDED b=2", "MODIFIED a=3", "DELETED b=2");
        assertThat(diary.seen).extracting(Seen::receivedAt).isSorted();
        assertThat(diary.seen.get(0).object().get("kind").getAsString()).isEqualTo("ConfigMap");
        assertThat(server.requests().get(1).path())
                .contains("allowWatchBookmarks=true", "timeoutSeconds=300", "resourceVersion=1001");
    }

    @Test
    void selectors_go_with_list_and_watch() {
        server.objects().collection(MAPS);
        new ResourceWatch(
                        endpoint,
                        ApiQuery.of(MAPS).with("fieldSelector", "metadata.name=a"),
                        WatchPolicy.standard(),
                        diary)
                .start();
        awaitWatches(1);

        assertThat(server.requests()).allMatch(request -> request.path().contains("fieldSelector=metadata.name%3Da"));
    }

    @Test
    void a_bookmark_moves_the_version_on_and_is_not_seen() {
        server.objects().put(MAPS, "a", Map.of("k", "1"));
        String bookmark =
                "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"ConfigMap\",\"metadata\":{\"resourceVersion\":\"4242\"}}}";
        server.when(request -> request.path().contains("watch=1"), FakeAnswer.lines(List.of(bookmark)));
        started(WatchPolicy.standard());
        awaitWatches(2);

        assertThat(server.requests().get(2).path()).contains("resourceVersion=4242");
        assertThat(diary.entries).contains("LISTED a=1").doesNotContain("BOOKMARK");
        assertThat(diary.seen).hasSize(1);
    }

    @Test
    void a_closed_watch_says_nothing_more() {
        ResourceWatch watch = open();
        loop.post(watch::close);
        loop.await(() -> false, Duration.ofMillis(50));
        server.objects().put(MAPS, "b", Map.of("k", "2"));
        server.objects().endWatches();
        loop.await(() -> false, Duration.ofMillis(300));

        assertThat(diary.entries).containsExactly("LISTED a=1");
        assertThat(diary.troubles).isEmpty();
        assertThat(watches()).isEqualTo(1);
    }

    @Test
    void what_a_listener_throws_on_a_list_ends_the_run() {
        server.objects().put(MAPS, "a", Map.of("k", "1"));
        WatchListener broken = seen -> {
            throw new IllegalArgumentException("broken listener");
        };
        new ResourceWatch(endpoint, ApiQuery.of(MAPS), WatchPolicy.standard(), broken).start();

        assertThatThrownBy(() -> loop.await(() -> false, LONG)).hasRootCauseMessage("broken listener");
    }
}
