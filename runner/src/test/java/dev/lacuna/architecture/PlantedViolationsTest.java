package dev.lacuna.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that nothing can break is no rule: each is held against code that breaks it, and against code that comes close. */
final class PlantedViolationsTest {

    private static final Source PORT = source("experiments.controlplane", "PlantedPort", "");
    private static final Source KILL =
            source("experiments.kill", "PlantedKill", "public dev.lacuna.experiments.controlplane.PlantedPort it;");
    private static final Source HOLD =
            source("experiments.hold", "PlantedHold", "public dev.lacuna.experiments.kill.PlantedKill it;");
    private static final List<Source> CLOSE = List.of(
            source("engine.probe", "ImpliedProbe", ""),
            source("experiments.kill", "ControllerManagers", ""),
            source("engine.time", "Live", "long now() { return System.nanoTime(); }"),
            source("engine.run", "Text", "String it = String.format(java.util.Locale.ROOT, \"%d\", 17);"),
            source("experiments.kubernetes", "Client", "okhttp3.OkHttpClient it;"));

    /** All of it, compiled and imported once: that is what takes the time. */
    private static JavaClasses planted;

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(Layering.ENGINE_STANDS_ALONE, source("engine.run", "Parses", "picocli.CommandLine it;")),
                arguments(Layering.ENGINE_STANDS_ALONE, source("engine.run", "Calls", "okhttp3.OkHttpClient it;")),
                arguments(
                        Layering.ENGINE_STANDS_ALONE,
                        source("engine.run", "Asks", "io.kubernetes.client.openapi.ApiClient it;")),
                arguments(
                        Layering.EXPERIMENTS_KNOW_NO_RUNNER,
                        source("experiments.kill", "Runs", "dev.lacuna.runner.Lacuna it;")),
                arguments(
                        Layering.ONE_PACKAGE_KNOWS_THE_CLIENT, source("experiments.kill", "Calls", "okhttp3.Call it;")),
                arguments(
                        Layering.ONE_PACKAGE_KNOWS_THE_CLIENT,
                        source("runner", "Asks", "io.kubernetes.client.openapi.ApiClient it;")),
                time("ReadsNanos", "System.nanoTime()"),
                time("ReadsMillis", "System.currentTimeMillis()"),
                time("ReadsInstant", "java.time.Instant.now()"),
                time("ReadsClock", "java.time.Clock.systemUTC()"),
                time("StartsThread", "new Thread(() -> {})"),
                time("StartsPool", "java.util.concurrent.Executors.newCachedThreadPool()"),
                time("RunsParallel", "java.util.List.of(17).parallelStream()"),
                time("DrawsSeeded", "new java.util.Random(17)"),
                time("DrawsNumber", "Math.random()"),
                time("DrawsId", "java.util.UUID.randomUUID()"),
                time("RefersToNanos", "(java.util.function.LongSupplier) System::nanoTime"),
                arguments(
                        TimeAndChance.ONE_PACKAGE_KEEPS_TIME,
                        source("runner", "Sleeps", "void sleep() throws InterruptedException { Thread.sleep(17); }")),
                arguments(
                        Layering.NOTHING_USES_AWAITILITY,
                        source("engine.time", "Polls", "org.awaitility.Awaitility it;")),
                arguments(
                        TimeAndChance.FORMATTED_TEXT_NAMES_ITS_LOCALE,
                        source("runner", "Formats", "String it = String.format(\"%d\", 17);")),
                arguments(Names.NAMES_SAY_WHAT_IT_IS, source("engine.run", "RunUtils", "")),
                arguments(Names.NAMES_SAY_WHAT_IT_IS, source("engine.run", "HelperOfRuns", "")),
                arguments(Names.NAMES_SAY_WHAT_IT_IS, source("engine.run", "LeaseManager", "")),
                arguments(Names.NAMES_SAY_WHAT_IT_IS, source("engine.run", "LoopImpl", "")),
                arguments(Names.NAMES_SAY_WHAT_IT_IS, source("engine.util", "Anything", "")),
                arguments(
                        Rehearsing.NO_RUN_LOOKS_AT_ITS_LABEL,
                        source("engine.run", "Peeks", "boolean it = dev.lacuna.engine.event.Label.REAL.rehearsal();")),
                arguments(
                        Rehearsing.NO_RUN_LOOKS_AT_ITS_LABEL,
                        source(
                                "experiments.kill",
                                "Refers",
                                "java.util.function.Predicate<dev.lacuna.engine.event.Label> it = dev.lacuna.engine.event.Label::rehearsal;")),
                arguments(
                        Rehearsing.FEW_KNOW_THE_SIMULATION,
                        source("experiments.kill", "Cheats", "dev.lacuna.experiments.rehearsal.Truth it;")),
                arguments(
                        Rehearsing.FEW_KNOW_THE_SIMULATION,
                        source("experiments.site", "Foresees", "dev.lacuna.experiments.forecast.Forecast it;")),
                arguments(
                        Rehearsing.PORT_DOES_NOT_TELL_WHAT_IT_IS,
                        source("experiments.controlplane", "Confesses", "boolean isSimulated() { return true; }")),
                arguments(Layering.EVERY_PACKAGE_IS_NULL_MARKED, source("engine.unmarked", "Unmarked", "")));
    }

    @BeforeAll
    static void compile_all(@TempDir Path folder) throws IOException {
        var sources = Stream.of(
                        Stream.concat(broken(), brokenByTwo())
                                .flatMap(arguments -> Stream.of(arguments.get()).skip(1))
                                .map(Source.class::cast),
                        Stream.of(PORT, KILL, HOLD),
                        CLOSE.stream())
                .flatMap(each -> each)
                .toList();
        var said = new StringWriter();
        var options = List.of("-d", folder.toString(), "-proc:none");
        var compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(said, null, null, options, null, sources)
                .call();
        assertThat(compiled).as("planted code compiles: %s", said).isTrue();
        planted = new ClassFileImporter().importPath(folder);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void rule_is_broken_by_one_class(ArchRule rule, Source source) {
        assertThat(rule.evaluate(planted).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(source.className));
    }

    static Stream<Arguments> brokenByTwo() {
        return Stream.of(
                byTwo(Layering.ONE_PACKAGE_READS_YAML, "engine.scenario", "engine.run", "org.yaml.snakeyaml.Yaml"),
                byTwo(
                        Layering.ONE_PACKAGE_BUILDS_CLIENTS,
                        "experiments.kubernetes.api",
                        "experiments.kubernetes.path",
                        "okhttp3.OkHttpClient.Builder"));
    }

    private static Arguments byTwo(ArchRule rule, String first, String second, String used) {
        var name = used.substring(used.lastIndexOf('.') + 1);
        return arguments(
                rule, source(first, "First" + name, used + " it;"), source(second, "Second" + name, used + " it;"));
    }

    @ParameterizedTest
    @MethodSource("brokenByTwo")
    void rule_is_kept_by_exactly_one_user(ArchRule rule, Source first, Source second) {
        assertThat(rule.evaluate(only(first)).hasViolation()).isFalse();
        assertThat(rule.evaluate(only(PORT)).hasViolation())
                .as("a rule that nothing falls under any more")
                .isTrue();
        assertThat(rule.evaluate(only(first, second)).hasViolation()).isTrue();
    }

    @Test
    void fault_may_know_the_port_but_no_other_fault() {
        var rule = Layering.FAULTS_AND_PROBES_STAND_ALONE;

        assertThat(rule.evaluate(only(PORT, KILL)).hasViolation()).isFalse();
        assertThat(rule.evaluate(only(PORT, KILL, HOLD)).hasViolation()).isTrue();
    }

    @Test
    void what_is_not_meant_is_let_through() {
        var close = only(CLOSE.toArray(Source[]::new));

        var rules = List.of(
                Names.NAMES_SAY_WHAT_IT_IS,
                TimeAndChance.ONE_PACKAGE_KEEPS_TIME,
                TimeAndChance.FORMATTED_TEXT_NAMES_ITS_LOCALE,
                Layering.NOTHING_USES_AWAITILITY,
                Layering.ONE_PACKAGE_KNOWS_THE_CLIENT);
        assertThat(rules).allSatisfy(rule -> rule.check(close));
    }

    private static JavaClasses only(Source... sources) {
        var names = Stream.of(sources).map(source -> source.className).collect(Collectors.toUnmodifiableSet());
        var some = planted.that(
                DescribedPredicate.describe("are planted here", (JavaClass type) -> names.contains(type.getName())));
        assertThat(some).hasSameSizeAs(names);
        return some;
    }

    private static Arguments time(String name, String expression) {
        return arguments(
                TimeAndChance.ONE_PACKAGE_KEEPS_TIME, source("runner", name, "Object it = " + expression + ";"));
    }

    private static Source source(String folder, String name, String members) {
        var text = "package dev.lacuna.%s; public class %s { %s }".formatted(folder, name, members);
        return new Source("dev.lacuna." + folder + "." + name, text);
    }

    static final class Source extends SimpleJavaFileObject {
        private final String className;
        private final String text;

        Source(String className, String text) {
            super(URI.create("planted:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.className = className;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
