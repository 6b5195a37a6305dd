package dev.lacuna.experiments.kubernetes;

import dev.lacuna.engine.fault.FaultException;
import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.experiments.controlplane.Distribution;
import dev.lacuna.experiments.controlplane.EtcdMember;
import dev.lacuna.experiments.controlplane.Node;
import dev.lacuna.experiments.controlplane.Pod;
import dev.lacuna.experiments.kubernetes.api.ApiEndpoint;
import dev.lacuna.experiments.kubernetes.api.ExecExit;
import dev.lacuna.experiments.kubernetes.api.ExecResult;
import dev.lacuna.experiments.kubernetes.api.ExecStream;
import dev.lacuna.experiments.kubernetes.api.ExecTarget;
import dev.lacuna.experiments.kubernetes.read.EtcdReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Speaks to etcd by its own command in one of its pods, without a shell: the images have none. Members are asked for in at most 3 pods and 18 s. */
final class EtcdCommand {
    private static final Duration EXEC = Duration.ofSeconds(6);
    private static final int MOST_PODS = 3;
    private static final List<String> LOOK = List.of("--dial-timeout=1s", "--command-timeout=1500ms");

    /** An election timeout, after which raft gives a transfer up (etcd-io/raft raft.go, abortLeaderTransfer), is 1 s by default and longer between distant places. */
    private static final List<String> TRANSFER = List.of("--dial-timeout=1s", "--command-timeout=4s");

    /** What etcdctl and etcd say when nothing was transferred (etcd-io/etcd etcdctl/ctlv3/command/move_leader_command.go, api/v3rpc/rpctypes/error.go). */
    private static final List<String> NOTHING_DONE =
            List.of("no leader endpoint given", "etcdserver: not leader", "etcdserver: bad leader transferee");

    private final Servers servers;
    private final Distribution distribution;

    EtcdCommand(Servers servers, Distribution distribution) {
        this.servers = servers;
        this.distribution = distribution;
    }

    /**
     * Its members, as one of them knows them.
     *
     * @param members pods of the control plane
     * @param avoid nodes whose pods are not to be asked
     */
    CompletableFuture<List<EtcdMember>> members(List<Pod> members, List<Node> nodes, Set<String> avoid) {
        var pods = members.stream()
                .filter(pod -> pod.component().equals("etcd") && pod.startedAt().isPresent())
                .filter(pod -> !avoid.contains(pod.node()))
                .sorted((one, other) -> Boolean.compare(other.ready(), one.ready()))
                .limit(MOST_PODS)
                .toList();
        if (pods.isEmpty()) {
            throw new FaultException(
                    FaultException.Kind.UNSUPPORTED,
                    "etcd can't be seen: no running pod with label component=etcd in kube-system%s (%s: %s)"
                            .formatted(
                                    avoid.isEmpty() ? "" : " on another node than " + String.join(", ", avoid),
                                    distribution,
                                    distribution.layout()));
        }
        var byAddress = nodes.stream().collect(Collectors.toMap(Node::address, Node::name, (one, other) -> one));
        var answer = new CompletableFuture<List<EtcdMember>>();
        ask(pods, 0, byAddress, answer);
        return answer;
    }

    private void ask(
            List<Pod> pods, int turn, Map<String, String> byAddress, CompletableFuture<List<EtcdMember>> answer) {
        Pod pod = pods.get(turn);
        List<ApiEndpoint> ways = servers.inOrder();
        ApiEndpoint way = ways.get(turn % ways.size());
        var list = run(way, pod, LOOK, List.of("member", "list", "--write-out=json"));
        var status = run(way, pod, LOOK, List.of("endpoint", "status", "--cluster", "--write-out=json"));
        var unused = list.thenCombine(status, (members, states) -> read(pod, members, states, byAddress))
                .whenComplete((found, failure) -> {
                    if (failure == null) {
                        answer.complete(found);
                    } else if (turn + 1 < pods.size()) {
                        ask(pods, turn + 1, byAddress, answer);
                    } else {
                        answer.completeExceptionally(Answers.cause(failure));
                    }
                });
    }

    /** Has the leader hand over to another member; asked once, in the leader's own pod. */
    CompletableFuture<Interval> transfer(Pod leader, EtcdMember to) {
        ApiEndpoint way = servers.inOrder().get(0);
        long sent = servers.loop().now();
        return run(way, leader, TRANSFER, List.of("move-leader", to.id())).thenApply(result -> {
            if (!result.exit().succeeded()) {
                throw failed(leader, "move-leader " + to.id(), result, kind(result));
            }
            return new Interval(sent, servers.loop().now());
        });
    }

    private static FaultException.Kind kind(ExecResult result) {
        return result.exit() instanceof ExecExit.Exited && NOTHING_DONE.stream().anyMatch(result.stderr()::contains)
                ? FaultException.Kind.TARGET_CHANGED
                : FaultException.Kind.FAILED;
    }

    private CompletableFuture<ExecResult> run(ApiEndpoint way, Pod pod, List<String> limits, List<String> words) {
        var command = new ArrayList<String>(List.of("etcdctl", "--endpoints=https://127.0.0.1:2379"));
        command.addAll(certificates());
        command.addAll(limits);
        command.addAll(words);
        return ExecStream.exec(way, new ExecTarget(pod.namespace(), pod.name(), "etcd", command), EXEC);
    }

    private List<String> certificates() {
        return distribution == Distribution.RKE2
                ? certificates("/var/lib/rancher/rke2/server/tls/etcd/", "server-ca.crt", "server-client")
                : certificates("/etc/kubernetes/pki/etcd/", "ca.crt", "healthcheck-client");
    }

    private static List<String> certificates(String folder, String authority, String client) {
        return List.of(
                "--cacert=" + folder + authority,
                "--cert=" + folder + client + ".crt",
                "--key=" + folder + client + ".key");
    }

    /** The status of a cluster with a dead member ends with an error, and still lists the living ones. */
    private static List<EtcdMember> read(
            Pod pod, ExecResult members, ExecResult states, Map<String, String> byAddress) {
        if (!members.exit().succeeded()) {
            throw failed(pod, "member list", members, FaultException.Kind.FAILED);
        }
        if (!states.stdout().stripLeading().startsWith("[")) {
            throw failed(pod, "endpoint status", states, FaultException.Kind.FAILED);
        }
        return EtcdReader.members(members.stdout(), states.stdout(), byAddress);
    }

    private static FaultException failed(Pod pod, String what, ExecResult result, FaultException.Kind kind) {
        String exit = result.exit() instanceof ExecExit.Exited exited
                ? "exit code " + exited.code()
                : result.exit().toString();
        String said = result.stderr().strip();
        return new FaultException(
                kind,
                "`etcdctl %s` in %s: %s; %s"
                        .formatted(
                                what,
                                pod.object(),
                                exit,
                                said.length() > 500 ? said.substring(said.length() - 500) : said));
    }
}
