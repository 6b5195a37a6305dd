package dev.lacuna.experiments.kubernetes.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lacuna.experiments.controlplane.EtcdMember;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what etcdctl prints as JSON. Member IDs are unsigned 64-bit decimals there and hex on the command line, so they are read as whole numbers of any size.
 */
public final class EtcdReader {

    private EtcdReader() {}

    /**
     * The members that etcd lists, each with what it says of itself.
     *
     * @param memberList of {@code etcdctl member list -w json}
     * @param status of {@code etcdctl endpoint status --cluster -w json}; members that did not answer are missing there
     * @param nodeByAddress node names by their IP
     */
    public static List<EtcdMember> members(String memberList, String status, Map<String, String> nodeByAddress) {
        Map<BigInteger, JsonObject> answers = answers(status);
        List<EtcdMember> members = new ArrayList<>();
        for (JsonObject member : Json.objects(JsonParser.parseString(memberList).getAsJsonObject(), "members")) {
            BigInteger id = member.get("ID").getAsBigInteger();
            var answer = answers.get(id);
            members.add(new EtcdMember(
                    Json.text(member, "name"),
                    id(id),
                    node(member, nodeByAddress),
                    !Json.flag(member, "isLearner"),
                    answer != null && Json.objects(answer, "errors").isEmpty(),
                    answer == null ? "" : id(number(answer, "leader")),
                    answer == null ? 0 : number(answer, "raftTerm").longValue(),
                    answer == null ? 0 : number(answer, "raftAppliedIndex").longValue()));
        }
        return members;
    }

    /** Member 0 is none (etcd-io/raft raft.go, None). */
    private static String id(BigInteger number) {
        return number.signum() == 0 ? "" : number.toString(16);
    }

    private static Map<BigInteger, JsonObject> answers(String status) {
        Map<BigInteger, JsonObject> answers = new HashMap<>();
        var array = status.isBlank()
                ? new JsonArray()
                : JsonParser.parseString(status).getAsJsonArray();
        array.forEach(element -> {
            var answer = element.getAsJsonObject().getAsJsonObject("Status");
            answers.put(Json.at(answer, "header", "member_id").orElseThrow().getAsBigInteger(), answer);
        });
        return answers;
    }

    private static BigInteger number(JsonObject from, String key) {
        return Json.at(from, key).map(found -> found.getAsBigInteger()).orElse(BigInteger.ZERO);
    }

    private static String node(JsonObject member, Map<String, String> nodeByAddress) {
        for (var url : member.has("peerURLs") ? member.getAsJsonArray("peerURLs") : new JsonArray()) {
            String host = URI.create(url.getAsString()).getHost();
            String node = nodeByAddress.get(host.replace("[", "").replace("]", ""));
            if (node != null) {
                return node;
            }
        }
        return "";
    }
}
