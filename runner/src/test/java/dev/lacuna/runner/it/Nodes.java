package dev.lacuna.runner.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The nodes as somebody sees them who looks from outside: through the kernel, not through Lacuna, and without the API once their names are known.
 */
record Nodes(Testbed testbed, List<String> names) {

    static Nodes of(Testbed testbed) {
        return new Nodes(
                testbed, testbed.list("nodes").stream().map(Testbed::name).toList());
    }

    /** Tables of nftables and chains of iptables that are Lacuna's, each with its node. */
    List<String> filters() {
        return names.stream()
                .flatMap(node -> Stream.concat(
                                testbed.exec(node, "nft", "list", "tables").lines(),
                                testbed.exec(node, "iptables-save").lines())
                        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).contains("lacuna"))
                        .map(line -> node + ": " + line))
                .toList();
    }

    /** Processes of pods that are stopped. */
    List<String> stopped() {
        return PodProcess.all().stream()
                .filter(PodProcess::stopped)
                .map(PodProcess::toString)
                .toList();
    }

    /** A process of a pod, found by its cgroup. */
    record PodProcess(long pid, String name, String node, boolean stopped) {

        static List<PodProcess> all() {
            try (Stream<Path> folders = Files.list(Path.of("/proc"))) {
                return folders.filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
                        .flatMap(folder -> read(folder).stream())
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<PodProcess> read(Path folder) {
            try {
                var cgroup = Files.readString(folder.resolve("cgroup"));
                int pods = cgroup.indexOf("/kubepods/");
                if (pods < 0) {
                    return List.of();
                }
                var node = cgroup.substring(cgroup.lastIndexOf('/', pods - 1) + 1, pods);
                var stat = Files.readString(folder.resolve("stat"));
                int end = stat.lastIndexOf(')');
                return List.of(new PodProcess(
                        Long.parseLong(folder.getFileName().toString()),
                        stat.substring(stat.indexOf('(') + 1, end),
                        node,
                        stat.charAt(end + 2) == 'T'));
            } catch (IOException e) {
                // It ended while it was looked at.
                return List.of();
            }
        }
    }
}
