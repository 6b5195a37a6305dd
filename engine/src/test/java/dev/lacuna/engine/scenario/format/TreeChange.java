package dev.lacuna.engine.scenario.format;

import dev.lacuna.engine.scenario.yaml.YamlList;
import dev.lacuna.engine.scenario.yaml.YamlMap;
import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Changes one node of a document at random. */
record TreeChange(SplittableRandom random) {
    /** Words of the problems that only the reader can see. */
    static final List<String> BEYOND_SCHEMA = List.of(
            "is no measure of",
            "no experiment hits",
            "names no lease",
            "is no bound for",
            "is no probe of this scenario",
            "each needs a name of its own",
            "too short",
            "too long",
            "is no time zone",
            "is no day of",
            "is before `from`",
            "it would never run",
            "; allowed is 0 to",
            "; allowed is 1 to",
            "so none is left to reject");

    private static final List<String> KEYS = List.of(
            "name",
            "kill",
            "network",
            "handover",
            "freeze",
            "for",
            "at",
            "count",
            "share",
            "target",
            "leader",
            "component",
            "atMost",
            "atLeast",
            "canary",
            "api",
            "etcd",
            "every",
            "ports",
            "reject",
            "loss",
            "delay",
            "how",
            "of",
            "zone",
            "extra");
    private static final List<String> VALUES = List.of(
            "",
            "true",
            "false",
            "null",
            "3",
            "-3",
            "2.5",
            "014",
            "1:30",
            "on",
            "30s",
            "5ms",
            "30%",
            "0.5%",
            "kill",
            "KILL",
            "etcd",
            "scheduler",
            "auto",
            "2026-12-24",
            "0 3 * * *",
            "api.failures",
            "UTC",
            "crash",
            "a b",
            "A",
            "ü",
            "x.y",
            "-",
            "quorum",
            "each",
            "max");

    YamlNode of(YamlNode node) {
        if (node instanceof YamlMap map && !map.entries().isEmpty() && random.nextInt(6) > 0) {
            return within(map);
        }
        if (node instanceof YamlList list && !list.items().isEmpty() && random.nextInt(6) > 0) {
            int at = random.nextInt(list.items().size());
            var items = new ArrayList<>(list.items());
            items.set(at, of(items.get(at)));
            return new YamlList(items, list.line(), list.column());
        }
        return instead(node);
    }

    private YamlMap within(YamlMap map) {
        int at = random.nextInt(map.entries().size());
        var entries = new ArrayList<>(map.entries());
        int what = random.nextInt(10);
        if (what == 0) {
            entries.remove(at);
        } else if (what == 1) {
            var key = KEYS.get(random.nextInt(KEYS.size()));
            if (map.get(key).isEmpty()) {
                entries.add(new YamlMap.Entry(new YamlScalar(key, true, 1, 1), value()));
            }
        } else {
            entries.set(
                    at,
                    new YamlMap.Entry(entries.get(at).key(), of(entries.get(at).value())));
        }
        return new YamlMap(entries, map.line(), map.column());
    }

    private YamlNode instead(YamlNode node) {
        return switch (random.nextInt(6)) {
            case 0 -> new YamlMap(List.of(), node.line(), node.column());
            case 1 -> new YamlList(List.of(), node.line(), node.column());
            case 2 -> new YamlList(List.of(node), node.line(), node.column());
            default -> value();
        };
    }

    private YamlScalar value() {
        return new YamlScalar(VALUES.get(random.nextInt(VALUES.size())), random.nextInt(4) > 0, 1, 1);
    }
}
