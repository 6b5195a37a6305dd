package dev.lacuna.experiments.nodeagent;

import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import dev.lacuna.experiments.controlplane.AppliedFilter;
import dev.lacuna.experiments.controlplane.Connection;
import dev.lacuna.experiments.controlplane.FilterCount;
import dev.lacuna.experiments.controlplane.NodeAgent;
import dev.lacuna.experiments.controlplane.NodeAgentFailure;
import dev.lacuna.experiments.controlplane.NodeCapabilities;
import dev.lacuna.experiments.controlplane.NodeProcess;
import dev.lacuna.experiments.controlplane.PacketFilter;
import dev.lacuna.experiments.controlplane.ProcessRef;
import dev.lacuna.experiments.controlplane.Residue;
import dev.lacuna.experiments.controlplane.SentSignal;
import dev.lacuna.experiments.controlplane.Signal;
import dev.lacuna.experiments.nodeagent.Conversation.Question;
import dev.lacuna.experiments.nodeagent.Conversation.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A runner's talk with the agent of one node. Opened by {@link AgentGreeting#open}. */
final class AgentSession implements NodeAgent {
    /**
     * A command that comes later than this is refused: long enough for a stumble of the API server, short enough not
     * to surprise.
     */
    private static final Duration VALIDITY = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration PATIENCE_TO_HEAL = Duration.ofSeconds(20);
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(500);
    private static final int WALL_EACH = 10;
    private static final int KERNEL_NAME = 15;

    private final Loop loop;
    private final String node;
    private final NodeCapabilities capabilities;
    private final NodeClock clock;
    private final Conversation talk;
    private final AgentTrouble trouble;
    private int samples;
    private int filters;

    AgentSession(Loop loop, String node, AgentGreeting.Greeted greeted) {
        this.loop = loop;
        this.node = node;
        this.capabilities = greeted.capabilities();
        this.clock = greeted.clock();
        this.talk = greeted.talk();
        this.trouble = greeted.trouble();
        beat();
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public NodeCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public CompletableFuture<ProcessRef> find(String containerId) {
        return ask("find " + containerId)
                .thenApply(reply -> new ProcessRef(
                        containerId,
                        reply.answer().number("pid"),
                        reply.answer().number("start")));
    }

    @Override
    public CompletableFuture<List<NodeProcess>> processes(Set<String> commands) {
        var names = commands.stream().sorted().map(AgentSession::kernelName).collect(Collectors.joining(","));
        return ask("processes " + names)
                .thenApply(reply ->
                        reply.items().stream().map(AgentSession::process).toList());
    }

    private static String kernelName(String command) {
        if (!command.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("`%s` is not a command's name".formatted(command));
        }
        return command.substring(0, Math.min(KERNEL_NAME, command.length()));
    }

    private static NodeProcess process(Answer item) {
        var process = new ProcessRef(item.text("container"), item.number("pid"), item.number("start"));
        return new NodeProcess(process, item.text("comm"), item.text("state").charAt(0));
    }

    @Override
    public CompletableFuture<SentSignal> signal(ProcessRef process, Signal signal, Duration watch) {
        var gone = new CompletableFuture<Optional<Interval>>();
        Consumer<Answer> reports = report -> {
            if (report.word().equals("gone")) {
                gone.complete(Optional.of(clock.toRun(report.moment("at"))));
            } else if (report.word().equals("alive")) {
                gone.complete(Optional.empty());
            }
        };
        var text = "signal %s %s %d".formatted(words(process), signal, watch.toMillis());
        return talk.ask(new Question(text, VALIDITY, PATIENCE), reports).thenApply(reply -> {
            loop.after(watch.plus(PATIENCE), () -> gone.completeExceptionally(noDeathReport(process)));
            return new SentSignal(clock.toRun(reply.answer().moment("sent")), gone);
        });
    }

    private NodeAgentFailure noDeathReport(ProcessRef process) {
        return new NodeAgentFailure(
                NodeAgentFailure.Reason.UNANSWERED,
                "",
                "node %s: the end of process %d: the agent was lost while it watched".formatted(node, process.pid()));
    }

    @Override
    public CompletableFuture<Interval> freeze(ProcessRef process, Duration atMost) {
        var text = "freeze %s %d".formatted(words(process), wholeSeconds(atMost));
        Consumer<Answer> reports =
                report -> trouble.tell("node %s: process %d was let go by its guard".formatted(node, process.pid()));
        return talk.ask(new Question(text, VALIDITY, PATIENCE), reports).thenApply(reply -> moment(reply, "stopped"));
    }

    private static long wholeSeconds(Duration length) {
        return Math.max(1, length.plusMillis(999).toSeconds());
    }

    private static String words(ProcessRef process) {
        return "%s %d %d".formatted(process.containerId(), process.pid(), process.startTicks());
    }

    @Override
    public CompletableFuture<Interval> thaw(ProcessRef process) {
        return undo("thaw %d %d".formatted(process.pid(), process.startTicks()))
                .thenApply(reply -> moment(reply, "at"));
    }

    @Override
    public CompletableFuture<AppliedFilter> apply(PacketFilter filter) {
        if (!capabilities.canFilter()) {
            return CompletableFuture.failedFuture(new NodeAgentFailure(
                    NodeAgentFailure.Reason.REFUSED,
                    "no-backend",
                    "node %s: filter: neither nft nor iptables can do it here with an end of its own".formatted(node)));
        }
        var id = "f" + ++filters;
        var text = "filter %s %s %d %s %s %s %s %s"
                .formatted(
                        id,
                        filter.effect().name().toLowerCase(Locale.ROOT),
                        filter.perMille(),
                        String.join(",", filter.peers()),
                        ports(filter.toPorts()),
                        ports(filter.fromPorts()),
                        filter.networkInterface().orElse("-"),
                        capabilities.nft() ? "nft" : "iptables");
        Consumer<Answer> reports =
                report -> trouble.tell("node %s: filter %s was removed by somebody else".formatted(node, id));
        return talk.ask(new Question(text, VALIDITY, PATIENCE), reports)
                .thenApply(reply -> new AppliedFilter(id, moment(reply, "at")));
    }

    private static String ports(Set<Integer> ports) {
        return ports.isEmpty()
                ? "-"
                : ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public CompletableFuture<FilterCount> count(String filterId) {
        return ask("count " + filterId)
                .thenApply(reply -> new FilterCount(
                        reply.answer().number("matched"), reply.answer().number("dropped")));
    }

    @Override
    public CompletableFuture<Interval> remove(String filterId) {
        return undo("unfilter " + filterId).thenApply(reply -> moment(reply, "at"));
    }

    @Override
    public CompletableFuture<Connection> connect(String address, int port, Duration timeout) {
        if (!address.matches("[0-9a-f:.]+")) {
            throw new IllegalArgumentException("`%s` is not a literal address in lower case".formatted(address));
        }
        var text = "connect %s %d %d".formatted(address, port, timeout.toMillis());
        return talk.ask(new Question(text, VALIDITY, PATIENCE.plus(timeout)))
                .thenApply(reply -> new Connection(
                        Connection.Outcome.valueOf(
                                reply.answer().text("outcome").toUpperCase(Locale.ROOT)),
                        Duration.ofNanos(reply.answer().number("took"))));
    }

    @Override
    public CompletableFuture<Void> heal() {
        return undo("heal").thenAccept(reply -> {});
    }

    @Override
    public CompletableFuture<Residue> residue(Set<String> stopped) {
        return undo("residue " + containers(stopped))
                .thenApply(reply -> new Residue(texts(reply, "left"), texts(reply, "other"), texts(reply, "stranger")));
    }

    @Override
    public CompletableFuture<List<String>> sweep(Set<String> containersToThaw) {
        return undo("sweep " + containers(containersToThaw)).thenApply(reply -> texts(reply, "removed", "thawed"));
    }

    private static String containers(Set<String> ids) {
        return ids.stream().sorted().collect(Collectors.joining(","));
    }

    private static List<String> texts(Reply reply, String... words) {
        return reply.items().stream()
                .filter(item -> List.of(words).contains(item.word()))
                .map(AgentSession::text)
                .toList();
    }

    private static String text(Answer item) {
        var words = new ArrayList<String>();
        words.add(item.word());
        item.values().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> words.add(e.getKey() + "=" + e.getValue()));
        return String.join(" ", words);
    }

    @Override
    public Interval at(Instant nodeWall) {
        return clock.toRun(nodeWall);
    }

    @Override
    public long clockWidth() {
        return clock.widthAt(loop.now());
    }

    @Override
    public void onTrouble(Consumer<String> reader) {
        trouble.read(reader);
    }

    @Override
    public void close() {
        talk.close("quit");
    }

    /** Keeps the agent's lease and this side's knowledge of its clock. */
    private void beat() {
        if (talk.hasEnded()) {
            return;
        }
        boolean wall = ++samples % WALL_EACH == 0;
        var unused = talk.ask(new Question(wall ? "clock wall" : "clock", VALIDITY, PATIENCE))
                .thenAccept(reply -> AgentGreeting.learn(clock, reply));
        loop.after(SAMPLE_EVERY, this::beat);
    }

    private Interval moment(Reply reply, String key) {
        return clock.toRun(reply.answer().moment(key));
    }

    private CompletableFuture<Reply> ask(String text) {
        return talk.ask(new Question(text, VALIDITY, PATIENCE));
    }

    /** What undoes is never too late. */
    private CompletableFuture<Reply> undo(String text) {
        return talk.ask(new Question(text, Duration.ZERO, PATIENCE_TO_HEAL));
    }
}
