package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResourceWatchApiTest {
    private static final String MAPS = "/api/v1/namespaces/demo/configmaps";
    private static final Duration LONG = Duration.ofSeconds(6);

    private final TestLoop loop = new TestLoop();
    private final FakeApiServer server = FakeApiServer.plain();
    private final ApiEndpoint endpoint = new ApiEndpoint(
            TestAccess.plain(server, loop), Target.server("fake"), ConnectionPolicy.control(), loop, loop.network());
    private final Diary diary = new Diary();

    /** What the watch said, in words: {@code LISTED a=1}, {@code GAP}. Touched on the loop only. */
    private static final class Diary implements WatchListener {
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

    private ResourceWatch started(WatchPolicy policy) {
        var watch = new ResourceWatch(endpoint, ApiQuery.of(MAPS), policy, diary);
        watch.start();
        return watch;
    }

    private ResourceWatch open() {
        server.objects().put(MAPS, "a", Map.of("k", "1"));
        ResourceWatch watch = started(WatchPolicy.standard());
        assertThat(loop.await(() -> server.objects().watchesBegun() == 1, LONG)).isTrue();
        return watch;
    }

    private void awaitEntry(String entry) {
        assertThat(loop.await(() -> diary.has(entry), LONG))
                .as("%s in %s, troubles %s", entry, diary.entries, diary.troubles)
                .isTrue();
    }

    private long watches() {
        return server.requests().stream()
                .filter(request -> request.path().contains("watch=1"))
                .count();
    }

    private long lists() {
        return server.requests().stream()
                .filter(request -> !request.path().contains("watch=1"))
                .count();
    }

    private void awaitWatches(int count) {
        assertThat(loop.await(() -> watches() >= count, LONG)).isTrue();
    }

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
    void a_change_while_the_connection_is_lost_is_seen_after_it_and_the_gap_is_reported_before() {
        open();
        // Seen by the watch, so that its last sign of life lies before what follows.
        server.objects().put(MAPS, "a", Map.of("k", "2"));
        awaitEntry("MODIFIED a=2");
        long before = loop.now();
        server.next(MAPS, FakeAnswer.status(500, "InternalError", "not yet"));
        server.resetAll();
        server.objects().put(MAPS, "b", Map.of("k", "2"));
        awaitEntry("ADDED b=2");

        assertThat(diary.entries).containsExactly("LISTED a=1", "MODIFIED a=2", "GAP", "ADDED b=2");
        WatchGap gap = diary.gaps.get(0);
        assertThat(gap.mayMiss()).isFalse();
        assertThat(gap.from()).isLessThanOrEqualTo(before);
        assertThat(gap.to()).isBetween(before, diary.seen.get(2).receivedAt());
        assertThat(gap.reason()).contains("connection lost");
        assertThat(diary.troubles)
                .anyMatch(words -> words.startsWith("watch " + MAPS + " at fake (") && words.contains("not yet"));
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void a_watch_that_the_server_ends_goes_on_where_it_was() {
        open();
        server.objects().endWatches();
        awaitWatches(2);
        server.objects().put(MAPS, "a", Map.of("k", "9"));
        awaitEntry("MODIFIED a=9");

        assertThat(diary.gaps).singleElement().satisfies(gap -> {
            assertThat(gap.began().width()).isZero();
            assertThat(gap.mayMiss()).isFalse();
        });
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void a_resource_version_that_is_too_old_leads_to_a_new_list_in_which_also_deletions_are_seen() {
        server.objects().put(MAPS, "c", Map.of("k", "5"));
        open();
        server.hang();
        server.resetAll();
        server.objects().remove(MAPS, "c");
        server.objects().put(MAPS, "a", Map.of("k", "2"));
        server.objects().compact();
        server.objects().put(MAPS, "d", Map.of("k", "3"));
        server.thaw();
        awaitEntry("LISTED d=3");

        assertThat(diary.entries).contains("DELETED c=5", "LISTED a=2", "LISTED d=3");
        assertThat(diary.gaps).anyMatch(WatchGap::mayMiss);
        assertThat(diary.entries.subList(diary.entries.indexOf("GAP"), diary.entries.size()))
                .startsWith("GAP");
        assertThat(lists()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_410_as_the_answer_of_the_watch_leads_to_a_new_list_as_well() {
        open();
        server.when(request -> request.path().contains("watch=1"), FakeAnswer.status(410, "Gone", "too old"));
        server.objects().endWatches();
        server.objects().put(MAPS, "b", Map.of("k", "4"));
        awaitEntry("LISTED b=4");

        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void a_server_that_falls_silent_is_noticed_and_the_change_is_seen_when_it_is_back() {
        server.objects().put(MAPS, "a", Map.of("k", "1"));
        started(new WatchPolicy(Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofSeconds(60)));
        awaitWatches(1);
        server.hang();
        server.objects().put(MAPS, "b", Map.of("k", "2"));
        assertThat(loop.await(
                        () -> diary.troubles.stream().anyMatch(words -> words.contains("not a byte for 300 ms")), LONG))
                .isTrue();
        assertThat(loop.await(
                        () -> diary.troubles.stream()
                                .anyMatch(words -> words.contains("no answer to the watch within 200 ms")),
                        LONG))
                .isTrue();
        long thawed = loop.now();
        server.thaw();
        awaitEntry("ADDED b=2");

        assertThat(diary.gaps.get(0).reason()).contains("not a byte");
        assertThat(diary.gaps.get(0).to()).isGreaterThan(thawed);
        assertThat(diary.entries.indexOf("GAP")).isLessThan(diary.entries.indexOf("ADDED b=2"));
    }

    @Test
    void a_malformed_line_loses_no_change() {
        open();
        server.when(
                request -> request.path().contains("watch=1"),
                FakeAnswer.lines(List.of("{\"type\": \"ADDED\", \"obj", "never read")));
        server.objects().endWatches();
        server.objects().put(MAPS, "b", Map.of("k", "2"));
        awaitEntry("ADDED b=2");

        assertThat(diary.troubles)
                .anyMatch(words -> words.contains("a line that is no JSON object: {\"type\": \"ADDED\", \"obj"));
        assertThat(diary.seen).hasSize(2);
    }

    @Test
    void lines_that_stay_malformed_lead_to_a_new_list() {
        open();
        for (int i = 0; i < 3; i++) {
            server.when(request -> request.path().contains("watch=1"), FakeAnswer.lines(List.of("rubbish " + i)));
        }
        server.objects().endWatches();
        assertThat(loop.await(() -> lists() == 2, LONG)).isTrue();

        assertThat(diary.troubles).hasSize(3);
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
    void a_server_that_ends_each_watch_at_once_is_not_asked_in_a_hurry() {
        server.objects().collection(MAPS);
        for (int i = 0; i < 50; i++) {
            server.when(request -> request.path().contains("watch=1"), FakeAnswer.lines(List.of()));
        }
        started(WatchPolicy.standard());
        loop.await(() -> false, Duration.ofSeconds(1));

        assertThat(watches()).isBetween(3L, 7L);
    }

    @Test
    void a_list_that_is_refused_is_told_and_tried_again() {
        server.next(MAPS, FakeAnswer.status(403, "Forbidden", "no"));
        server.next(MAPS, FakeAnswer.text("not a list"));
        server.objects().put(MAPS, "a", Map.of("k", "1"));
        started(WatchPolicy.standard());
        awaitEntry("LISTED a=1");

        assertThat(diary.troubles.get(0)).contains("the right to `list configmaps` in namespace demo lacks");
        assertThat(diary.troubles.get(1)).contains("not a list of Kubernetes");
        assertThat(diary.gaps).isEmpty();
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
