package dev.lacuna.experiments.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.controlplane.EtcdMember;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EtcdReaderTest {
    private static final String MEMBERS = """
            {"members": [
              {"ID": 9709652114860209586, "name": "cp1", "peerURLs": ["https://10.77.0.1:2380"]},
              {"ID": 3296701491036193126, "name": "cp2", "peerURLs": ["https://10.77.0.2:2380"]},
              {"ID": 12137810668165556712, "name": "cp3", "peerURLs": ["https://10.77.0.3:2380"], "isLearner": true},
              {"ID": 77, "name": "away", "peerURLs": ["https://192.0.2.9:2380"]}]}""";

    private static String status(String id, String leader, int term) {
        return """
                {"Endpoint": "https://10.0.0.9:2379", "Status": {"header": {"member_id": %s, "raft_term": %d},
                 "leader": %s, "raftIndex": 16076, "raftTerm": %d, "raftAppliedIndex": 16075}}""".formatted(id, term, leader, term);
    }

    @Test
    void each_member_is_read_with_the_leader_and_the_term_that_it_knows_itself() {
        String status = "["
                + String.join(
                        ",",
                        status("9709652114860209586", "12137810668165556712", 3),
                        status("3296701491036193126", "0", 4),
                        status("12137810668165556712", "12137810668165556712", 3))
                + "]";

        var members = EtcdReader.members(MEMBERS, status, Map.of("10.77.0.1", "n1", "10.77.0.2", "n2"));

        assertThat(members)
                .containsExactly(
                        new EtcdMember("cp1", "86bf9d278edcf5b2", "n1", true, true, "a8722a7e6af469e8", 3, 16_075),
                        new EtcdMember("cp2", "2dc03c8a17b68166", "n2", true, true, "", 4, 16_075),
                        new EtcdMember("cp3", "a8722a7e6af469e8", "", false, true, "a8722a7e6af469e8", 3, 16_075),
                        new EtcdMember("away", "4d", "", true, false, "", 0, 0));
        assertThat(members)
                .filteredOn(EtcdMember::leader)
                .extracting(EtcdMember::name)
                .containsExactly("cp3");
    }
}
