package dev.lacuna.experiments.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lacuna.engine.fault.ClusterFailure;
import dev.lacuna.engine.scenario.Scenario;
import dev.lacuna.experiments.controlplane.LeaseRecord;
import dev.lacuna.experiments.controlplane.RequestPath;
import dev.lacuna.experiments.controlplane.RequestPath.Answer;
import dev.lacuna.experiments.controlplane.RequestPath.Request;
import dev.lacuna.experiments.kubernetes.api.Unanswered;
import dev.lacuna.experiments.rehearsal.api.Reply;
import dev.lacuna.experiments.rehearsal.lease.Leases;
import dev.lacuna.experiments.rehearsal.model.ClusterModel;
import dev.lacuna.experiments.rehearsal.model.ClusterModelFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** API servers that turn requests away, take their time, or never answer; the rules are those of docs/rehearsal.md, "What is simulated". */
final class LoadedApiTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    static ClusterModel model(String yaml) {
        var read = ClusterModelFile.read("model.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        return read.model().orElseThrow(() -> new AssertionError(read.problems()));
    }

    private static Rehearsed rehearsed(String yaml) {
        return new Rehearsed(17, model(yaml));
    }

    private static RequestPath path(Rehearsed rehearsed, Request request) {
        return rehearsed.cluster.path(new RequestPath.Api("cp1", request, false));
    }

    private static Answer answer(Rehearsed rehearsed, CompletableFuture<Answer> asked) {
        return rehearsed.loop.await(asked, LONG, "answer");
    }

    private static double took(Answer answer) {
        return (answer.answered() - answer.sent()) / 1e9;
    }

    @Test
    void change_that_is_turned_away_fails_with_the_words_of_a_real_connection() {
        var rehearsed = rehearsed("api: {reject: 100%}\n");
        var saved = rehearsed.cluster.registry().saveJournal("r1", "text");

        assertThatThrownBy(() -> rehearsed.loop.await(saved, LONG, "save"))
                .isInstanceOf(ClusterFailure.class)
                .hasMessageContaining("429: Too many requests, please try again later.")
                .hasMessageContaining("the server is overloaded and turned the call away");
        assertThat(rehearsed.loop.now()).as("it is sent once").isLessThan(50_000_000L);
    }

    @Test
    void readiness_and_elections_are_spared_what_ordinary_requests_meet() {
        var rehearsed = rehearsed("api: {reject: 100%}\n");
        var truth = rehearsed.cluster.truth();
        String leader = truth.holder("kube-scheduler");
        rehearsed.loop.sleep(Duration.ofSeconds(40));

        assertThat(answer(rehearsed, path(rehearsed, Request.READYZ).send(LONG)).good())
                .isTrue();
        assertThat(answer(rehearsed, path(rehearsed, Request.WRITE).send(LONG)).detail())
                .isEqualTo("status 429 Too many requests, please try again later.");
        assertThat(truth.holder("kube-scheduler")).isEqualTo(leader);
    }

    @Test
    void call_that_hangs_is_ended_by_its_callers_own_limit() {
        var rehearsed = rehearsed("api: {hang: 100%}\n");
        var answer = answer(rehearsed, path(rehearsed, Request.READ).send(Duration.ofMillis(700)));
        long from = rehearsed.loop.now();
        var saved = rehearsed.cluster.registry().saveJournal("r1", "text");

        assertThat(answer.detail()).isEqualTo("no answer in time (timeout)");
        assertThat(took(answer)).isEqualTo(0.7);
        assertThatThrownBy(() -> rehearsed.loop.await(saved, LONG, "save"))
                .hasMessageContaining("no answer in time (timeout); whether the server acted on it is not known");
        assertThat(rehearsed.loop.now() - from).isEqualTo(4_000_000_000L);
    }

    @Test
    void change_that_hangs_may_have_been_made_all_the_same() {
        int made = 0;
        for (long seed = 1; seed <= 20; seed++) {
            var rehearsed = new Rehearsed(seed, model("api: {hang: 100%}\n"));
            List<LeaseRecord> seen = new ArrayList<>();
            rehearsed.cluster.watch(Leases.election("kube-scheduler"), record -> seen.add(record.record()));
            rehearsed.loop.sleep(Duration.ofMillis(1));
            var unused = rehearsed.cluster.replace(seen.get(0), "somebody_else", 15);
            rehearsed.loop.sleep(Duration.ofMillis(200));
            made += rehearsed.cluster.truth().holder("kube-scheduler").equals("somebody_else") ? 1 : 0;
        }

        assertThat(made).as("of 20").isBetween(4, 16);
    }

    @Test
    void slow_call_takes_longer_by_what_the_model_says() {
        var rehearsed = rehearsed("api: {slow: {share: 100%, by: 300ms..500ms}}\n");

        for (int i = 0; i < 20; i++) {
            var answer = answer(rehearsed, path(rehearsed, Request.READ).send(LONG));
            assertThat(answer.good()).isTrue();
            assertThat(took(answer)).isBetween(0.3, 0.53);
        }
    }

    @Test
    void requests_above_the_limit_wait_for_one_another() {
        var rehearsed = rehearsed("api: {limit: 1, slow: {share: 100%, by: 200ms}}\n");
        var path = path(rehearsed, Request.READ);
        var asked = Stream.generate(() -> path.send(LONG)).limit(5).toList();
        var answers = asked.stream()
                .map(one -> answer(rehearsed, one))
                .sorted(LoadedApiTest::earlier)
                .toList();

        for (int i = 0; i < 5; i++) {
            assertThat(answers.get(i).good()).isTrue();
            assertThat(took(answers.get(i))).isBetween(0.2 * (i + 1), 0.23 * (i + 1));
        }
    }

    private static int earlier(Answer one, Answer other) {
        return Long.compare(one.answered(), other.answered());
    }

    @Test
    void request_that_has_waited_for_15_seconds_is_turned_away() {
        var rehearsed = rehearsed("api: {limit: 1, hang: 100%}\n");
        var path = path(rehearsed, Request.READ);
        var first = path.send(Duration.ofSeconds(40));
        rehearsed.loop.sleep(Duration.ofMillis(100));
        var second = answer(rehearsed, path.send(Duration.ofSeconds(40)));

        assertThat(first.isDone()).isFalse();
        assertThat(second.detail()).startsWith("status 429");
        assertThat(took(second)).isBetween(15.0, 15.03);
    }

    @Test
    void seat_of_a_request_that_was_given_up_is_free_again() {
        var rehearsed = rehearsed("api: {limit: 1, hang: 100%}\n");
        var path = path(rehearsed, Request.READ);
        var asked = List.of(path.send(Duration.ofSeconds(1)), path.send(Duration.ofSeconds(2)));
        rehearsed.loop.sleep(Duration.ofSeconds(3));
        var third = answer(rehearsed, path.send(Duration.ofSeconds(20)));

        assertThat(asked).allMatch(CompletableFuture::isDone);
        assertThat(third.detail()).isEqualTo("no answer in time (timeout)");
    }

    @Test
    void server_that_was_stopped_has_all_its_seats_again_when_it_goes_on() {
        var rehearsed = rehearsed("api: {limit: 13}\n");
        var loop = rehearsed.loop;
        var pod = loop.await(rehearsed.cluster.pod("kube-system", "kube-apiserver-cp1"), LONG, "pod");
        var agents = loop.await(rehearsed.cluster.agents(Set.of("cp1"), Set.of()), LONG, "agents");
        var agent = Optional.ofNullable(agents.get("cp1")).orElseThrow();
        var process = loop.await(agent.find(pod.orElseThrow().containerId()), LONG, "process");
        loop.await(agent.freeze(process, Duration.ofSeconds(20)), LONG, "freeze");
        var path = rehearsed.cluster.path(new RequestPath.Api("cp1", Request.READ, false));
        for (int i = 0; i < 10; i++) {
            assertThat(answer(rehearsed, path.send(Duration.ofSeconds(1))).good())
                    .isFalse();
        }
        loop.sleep(Duration.ofSeconds(11));

        var after = answer(rehearsed, path.send(Duration.ofSeconds(1)));
        assertThat(after.good()).as(after.detail()).isTrue();
    }

    @Test
    void lost_answers_are_told_in_the_words_of_a_real_connection() {
        assertThat(Reply.Lost.REFUSED.words()).isEqualTo(Unanswered.Why.REFUSED.words());
        assertThat(Reply.Lost.RESET.words()).isEqualTo(Unanswered.Why.RESET.words());
        assertThat(Reply.Lost.LATE.words()).isEqualTo(Unanswered.Why.TIMED_OUT.words());
    }

    static Stream<Scenario> library() {
        return Rehearsed.library().stream();
    }

    @ParameterizedTest
    @MethodSource("library")
    void run_on_a_troubled_api_leaves_nothing_and_is_repeated_by_its_seed(Scenario scenario) {
        String yaml = "api: {reject: 10%, hang: 1%, slow: {share: 10%, by: 300ms..2s}}\nnode: {clockSkew: 1s..3s}\n";
        var one = new Rehearsed(23, model(yaml));
        var other = new Rehearsed(23, model(yaml));
        var result = one.run(scenario);
        other.run(scenario);

        assertThat(result.leftovers()).isEmpty();
        assertThat(one.cluster.truth().faults()).isEmpty();
        assertThat(one.cluster.truth().quorumLosses()).isEmpty();
        assertThat(one.report()).isEqualTo(other.report());
    }
}
