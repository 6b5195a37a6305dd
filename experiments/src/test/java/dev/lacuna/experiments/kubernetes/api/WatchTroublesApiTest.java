package dev.lacuna.experiments.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a watch does about servers that break off, fall silent, refuse or talk rubbish. */
final class WatchTroublesApiTest extends WatchedMaps {

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
}
