package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.NodeAgentFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Commands and their answers over links that lose, delay and double lines.
 *
 * <p>Each command has a number of its own, goes over every open link, and over a link that opens later while it is
 * unanswered; the agent carries it out once. Numbers
 * start from the wall clock, so that a second runner is never taken for an echo of the first.
 */
final class Conversation implements AgentLinks.Reader {
    private final Loop loop;
    private final String node;
    private final AgentLinks links;
    private final Consumer<String> trouble;
    private final LongUnaryOperator nodeTime;
    private final Map<Long, Asked> asked = new LinkedHashMap<>();
    private long sequence;
    private @Nullable String ended;
    private String healed = "";

    /**
     * @param nodeTime the earliest that the node's clock can show at a moment of the run; 0 as long as nothing is known
     * @param trouble hears of lost links and of the agent's end
     */
    Conversation(
            Loop loop,
            String node,
            LinkSource source,
            int paths,
            LongUnaryOperator nodeTime,
            Consumer<String> trouble) {
        this.loop = loop;
        this.node = node;
        this.links = new AgentLinks(loop, source, paths, this);
        this.nodeTime = nodeTime;
        this.trouble = trouble;
        this.sequence = loop.wall().toEpochMilli() * 1_000;
    }

    /** Answer and items of a command, and when it was sent and answered on the run's clock. */
    record Reply(Answer answer, List<Answer> items, long sent, long received) {}

    /**
     * What is asked.
     *
     * @param text verb and arguments
     * @param validity the agent refuses to do it later than this; zero: never too late
     * @param patience after which it counts as unanswered
     */
    record Question(String text, Duration validity, Duration patience) {}

    private record Asked(
            Question question,
            String line,
            CompletableFuture<Reply> reply,
            Optional<Consumer<Answer>> reports,
            List<Answer> items,
            Set<String> seen,
            long sent) {}

    void start() {
        links.start();
    }

    /** Asks something whose answer is the last that is said about it. */
    CompletableFuture<Reply> ask(Question question) {
        return ask(question, Optional.empty());
    }

    /**
     * Asks something about which more may be said after the answer.
     *
     * @param reports hears it, each report once
     */
    CompletableFuture<Reply> ask(Question question, Consumer<Answer> reports) {
        return ask(question, Optional.of(reports));
    }

    private CompletableFuture<Reply> ask(Question question, Optional<Consumer<Answer>> reports) {
        if (ended != null) {
            return CompletableFuture.failedFuture(gone(question));
        }
        long number = ++sequence;
        long now = loop.now();
        long known = nodeTime.applyAsLong(now);
        long notAfter = question.validity().isZero() || known == 0
                ? 0
                : known + question.validity().toNanos();
        var line = "%d %d %s".formatted(number, notAfter, question.text());
        var one =
                new Asked(question, line, new CompletableFuture<>(), reports, new ArrayList<>(), new HashSet<>(), now);
        asked.put(number, one);
        links.send(line);
        loop.after(question.patience(), () -> giveUp(number, one));
        return one.reply();
    }

    private void giveUp(long number, Asked one) {
        if (!one.reply().isDone()) {
            asked.remove(number);
            one.reply()
                    .completeExceptionally(failure(
                            one.question(),
                            Reason.UNANSWERED,
                            "",
                            "no answer within %d ms; whether it was done is not known"
                                    .formatted(one.question().patience().toMillis())));
        }
    }

    @Override
    public void line(String line, long received) {
        Answer.parse(line).ifPresent(answer -> {
            var one = asked.get(answer.sequence());
            if (answer.sequence() == 0 && answer.word().equals("bye")) {
                healed = answer.text("healed");
                end("reason: %s, healed: %s".formatted(answer.text("reason"), answer.text("healed")));
            } else if (one != null && one.seen().add(line)) {
                heard(one, answer, received);
            }
        });
    }

    private void heard(Asked one, Answer answer, long received) {
        if (one.reply().isDone()) {
            one.reports().ifPresent(reports -> reports.accept(answer));
        } else if (!answer.isFinal()) {
            one.items().add(answer);
        } else if (answer.word().equals("ok")) {
            forgetUnlessReporting(answer.sequence(), one);
            one.reply().complete(new Reply(answer, List.copyOf(one.items()), one.sent(), received));
        } else {
            asked.remove(answer.sequence());
            one.reply().completeExceptionally(refused(one.question(), answer));
        }
    }

    private void forgetUnlessReporting(long number, Asked one) {
        if (one.reports().isEmpty()) {
            asked.remove(number);
        }
    }

    @Override
    public void opened(AgentLink link) {
        asked.values().stream().filter(one -> !one.reply().isDone()).forEach(one -> link.send(one.line()));
    }

    @Override
    public void lost(String why) {
        trouble.accept("node " + node + ": " + why);
    }

    /** Without a last word: whether all was undone is not known. */
    @Override
    public void gone(String why) {
        end(why);
    }

    boolean hasEnded() {
        return ended != null;
    }

    private void end(String why) {
        if (ended == null) {
            ended = why;
            trouble.accept("node %s: the agent has ended (%s)".formatted(node, why));
            var open = List.copyOf(asked.values());
            asked.clear();
            open.forEach(one -> one.reply().completeExceptionally(gone(one.question())));
            links.close();
        }
    }

    /** Says a last word, over whatever is open, and lets go. */
    void close(String lastWord) {
        if (ended == null) {
            links.send("%d 0 %s".formatted(++sequence, lastWord));
            end("closed");
        }
    }

    private NodeAgentFailure refused(Question question, Answer answer) {
        if (answer.word().equals("late")) {
            return failure(
                    question, Reason.LATE, "late", "it came to the node after its time, so it was not done; try again");
        }
        var more = answer.text("said") + answer.text("left");
        return failure(question, Reason.REFUSED, answer.text("code"), AgentWords.explain(answer.text("code"), more));
    }

    private NodeAgentFailure gone(Question question) {
        return failure(question, Reason.ENDED, healed, "the agent has ended (%s)".formatted(ended));
    }

    private NodeAgentFailure failure(Question question, Reason reason, String code, String found) {
        return new NodeAgentFailure(reason, code, "node %s: agent, `%s`: %s".formatted(node, question.text(), found));
    }
}
