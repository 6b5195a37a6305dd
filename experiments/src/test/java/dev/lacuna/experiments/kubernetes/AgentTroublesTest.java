package dev.lacuna.experiments.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lacuna.experiments.controlplane.NodeAgent;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class AgentTroublesTest {
    private final AgentTroubles troubles = new AgentTroubles();
    private final List<String> heard = new ArrayList<>();

    /** Tells what befalls it to who asked last, as an agent does; its close is a trouble of its own. */
    private static final class Voice {
        Consumer<String> reader = what -> {};

        NodeAgent agent() {
            return (NodeAgent) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {NodeAgent.class}, (self, method, words) -> {
                        if (method.getName().equals("onTrouble")) {
                            @SuppressWarnings("unchecked")
                            var newReader = (Consumer<String>) words[0];
                            reader = newReader;
                        } else {
                            reader.accept("the agent has ended");
                        }
                        return null;
                    });
        }
    }

    @Test
    void what_befalls_any_agent_comes_to_one_reader() {
        var one = new Voice();
        var other = new Voice();
        troubles.follow(one.agent());
        troubles.follow(other.agent());
        troubles.onTrouble(heard::add);

        one.reader.accept("node cp1: a link is lost");
        other.reader.accept("node cp2: a filter was removed");

        assertThat(heard).containsExactly("node cp1: a link is lost", "node cp2: a filter was removed");
    }

    @Test
    void what_came_before_there_was_a_reader_is_kept_for_it_once() {
        var voice = new Voice();
        troubles.follow(voice.agent());
        voice.reader.accept("early");

        troubles.onTrouble(heard::add);
        List<String> second = new ArrayList<>();
        troubles.onTrouble(second::add);
        voice.reader.accept("late");

        assertThat(heard).containsExactly("early");
        assertThat(second).containsExactly("late");
    }

    @Test
    void what_nobody_reads_does_not_grow_without_end() {
        var voice = new Voice();
        troubles.follow(voice.agent());
        for (int i = 0; i < 250; i++) {
            voice.reader.accept("trouble " + i);
        }

        troubles.onTrouble(heard::add);

        assertThat(heard).hasSize(100).startsWith("trouble 0").endsWith("trouble 99");
    }

    @Test
    void end_that_is_wanted_is_no_trouble() {
        var voice = new Voice();
        var agent = voice.agent();
        troubles.follow(agent);
        troubles.onTrouble(heard::add);

        AgentTroubles.close(agent);

        assertThat(heard).isEmpty();
    }
}
