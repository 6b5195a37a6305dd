package dev.lacuna.experiments.rehearsal.model;

import dev.lacuna.engine.scenario.shape.Field;
import dev.lacuna.engine.scenario.shape.Fields;
import dev.lacuna.engine.scenario.shape.Findings;
import dev.lacuna.engine.scenario.shape.Problem;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.scenario.yaml.YamlReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a cluster model: a YAML mapping in which every key may be left out. */
public final class ClusterModelFile {
    static final Type<Range> RANGE = Type.spelled(new RangeSpelling());

    private static final Shape<LeaseModel> LEASE =
            Shape.of("Elections of scheduler and controller manager.", fields -> {
                var standard = LeaseModel.standard();
                var duration =
                        time(fields, "duration", standard.duration(), "After which a standby may take the lease.");
                var deadline = time(
                        fields,
                        "renewDeadline",
                        standard.renewDeadline(),
                        "After which a leader that can't renew gives up.");
                var retry = time(
                        fields, "retry", standard.retry(), "Pause between renewals, and least pause between looks.");
                var write = range(fields, "write", standard.write(), "The write by which a candidate takes the lease.");
                var scheduler = range(
                        fields,
                        "schedulerStart",
                        standard.schedulerStart(),
                        "From a scheduler's first record to its first work.");
                var manager = range(
                        fields,
                        "controllerManagerStart",
                        standard.controllerManagerStart(),
                        "From a controller manager's first record to its first work.");
                var task = range(fields, "task", standard.task(), "One piece of work, without its writes.");
                var releases = fields.optional(
                        "controllerManagerReleases",
                        Type.flag(),
                        standard.controllerManagerReleases(),
                        "Whether it gives its lease back on SIGTERM, as from Kubernetes 1.37 on.");
                return read -> new LeaseModel(
                        read.get(duration),
                        read.get(deadline),
                        read.get(retry),
                        read.get(write),
                        read.get(scheduler),
                        read.get(manager),
                        read.get(task),
                        read.get(releases));
            });

    private static final Shape<ApiModel> API = Shape.of("API servers and the balancer.", fields -> {
        var standard = ApiModel.standard();
        var latency = range(fields, "latency", standard.latency(), "Of a request, without etcd's part.");
        var handshake = range(fields, "handshake", standard.handshake(), "Of a new connection.");
        var watch = range(fields, "watch", standard.watch(), "From a change in the server's etcd member to a watch.");
        var start = range(fields, "start", standard.start(), "From the process's start to readiness.");
        var check = time(fields, "check", standard.check(), "How often the balancer asks for /readyz.");
        var timeout = time(fields, "checkTimeout", standard.checkTimeout(), "Of such a request.");
        var fall = fields.optional(
                "fall", Type.wholeNumber(1, 100), standard.fall(), "Failed checks in a row that take a server out.");
        var load = LoadFields.of(fields);
        var service = fields.section("service", LoadFields.SERVICE, "The `kubernetes` Service.");
        return read -> new ApiModel(
                read.get(latency),
                read.get(handshake),
                read.get(watch),
                read.get(start),
                read.get(check),
                read.get(timeout),
                read.get(fall),
                load.read(read),
                read.get(service));
    });

    private static final Shape<EtcdModel> ETCD = Shape.of("etcd's members.", fields -> {
        var standard = EtcdModel.standard();
        var heartbeat = time(fields, "heartbeat", standard.heartbeat(), "Of the leader.");
        var election = time(fields, "election", standard.election(), "Least silence before an election.");
        var peer = range(fields, "peer", standard.peer(), "One way of a message between members.");
        var start = range(fields, "start", standard.start(), "From the process's start to its first message.");
        var reconnect = range(
                fields, "reconnect", standard.reconnect(), "First pause before an API server dials its member again.");
        var command = range(fields, "command", standard.command(), "Until a command in its pod speaks to a member.");
        return read -> new EtcdModel(
                read.get(heartbeat),
                read.get(election),
                read.get(peer),
                read.get(start),
                read.get(reconnect),
                read.get(command));
    });

    private static final Shape<NodeModel> NODE = Shape.of("Nodes: kubelet and agent.", fields -> {
        var standard = NodeModel.standard();
        var restart = range(fields, "restart", standard.restart(), "From a container's end to the new process.");
        var backOff = time(fields, "backOff", standard.backOff(), "Delay of the second restart; it doubles.");
        var longest = time(fields, "longestBackOff", standard.longestBackOff(), "Up to which it doubles.");
        var report = range(fields, "report", standard.report(), "From a change of a container to its status.");
        var candidate = range(fields, "candidate", standard.candidate(), "From a process's start to its first look.");
        var death = range(fields, "death", standard.death(), "From SIGKILL to the process's end.");
        var agentStart = range(fields, "agentStart", standard.agentStart(), "Of a helper pod.");
        var agentWord = range(fields, "agentWord", standard.agentWord(), "One way of a word to the agent.");
        var agentLease = time(fields, "agentLease", standard.agentLease(), "Silence after which an agent undoes all.");
        var skew = range(fields, "clockSkew", standard.clockSkew(), "Of a node's clock to the runner's, either way.");
        return read -> new NodeModel(
                read.get(restart),
                read.get(backOff),
                read.get(longest),
                read.get(report),
                read.get(candidate),
                read.get(death),
                read.get(agentStart),
                read.get(agentWord),
                read.get(agentLease),
                read.get(skew));
    });

    private static final Shape<HeartbeatModel> HEARTBEAT =
            Shape.of("How it is noticed that a node is gone.", fields -> {
                var standard = HeartbeatModel.standard();
                var every =
                        time(fields, "every", standard.every(), "Between a kubelet's renewals of its node's Lease.");
                var monitor =
                        time(fields, "monitor", standard.monitor(), "Between the controller's looks at all nodes.");
                var grace = time(fields, "grace", standard.grace(), "Silence after which a node is NotReady.");
                var toleration = time(
                        fields, "toleration", standard.toleration(), "For which ordinary pods stay on such a node.");
                return read ->
                        new HeartbeatModel(read.get(every), read.get(monitor), read.get(grace), read.get(toleration));
            });

    /** All keys of the file. */
    public static final Shape<ClusterModel> SHAPE = Shape.of("A control plane to rehearse on.", fields -> {
        var standard = ClusterModel.standard();
        var planes = fields.optional(
                "controlPlanes", Type.wholeNumber(1, 9), standard.controlPlanes(), "Nodes with a whole control plane.");
        var workers = fields.optional("workers", Type.wholeNumber(0, 99), standard.workers(), "Nodes without.");
        var zones = fields.optional(
                "zones", Type.listOf(Type.objectName()), standard.zones(), "Over which the nodes are spread in turn.");
        var lease = fields.section("lease", LEASE, "Elections.");
        var api = fields.section("api", API, "API servers and balancer.");
        var etcd = fields.section("etcd", ETCD, "etcd.");
        var node = fields.section("node", NODE, "Kubelet and agent.");
        var heartbeat = fields.section("heartbeat", HEARTBEAT, "Heartbeats of nodes.");
        var apps = new AppsFile(fields);
        return read -> new ClusterModel(
                read.get(planes),
                read.get(workers),
                read.get(zones),
                read.get(lease),
                read.get(api),
                read.get(etcd),
                read.get(node),
                read.get(heartbeat),
                apps.read(read));
    });

    private ClusterModelFile() {}

    /** What came of reading a file: with problems there is no model. */
    public record Result(Optional<ClusterModel> model, List<String> problems) {

        public Result {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads a model.
     *
     * @param name of the file, for problems
     */
    public static Result read(String name, byte[] bytes) {
        var findings = new Findings(name);
        var yaml = YamlReader.read(bytes);
        yaml.faults().forEach(findings::add);
        Optional<ClusterModel> model = Optional.empty();
        if (findings.count() == 0 && !yaml.documents().isEmpty()) {
            model = SHAPE.read(yaml.documents().get(0), findings);
        }
        var problems = findings.sorted().stream().map(Problem::toString).toList();
        return model.isEmpty() && problems.isEmpty()
                ? new Result(model, List.of(name + ": holds no cluster model"))
                : new Result(model, problems);
    }

    static Field<Duration> time(Fields fields, String key, Duration standard, String meaning) {
        return fields.optional(key, Type.duration(), standard, meaning);
    }

    static Field<Range> range(Fields fields, String key, Range standard, String meaning) {
        return fields.optional(key, RANGE, standard, meaning);
    }
}
