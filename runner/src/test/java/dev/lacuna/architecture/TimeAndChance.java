package dev.lacuna.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One package reads clocks, waits, starts threads and draws lots; and text that machines read has no country. */
final class TimeAndChance {
    private static final String TIME = "dev.lacuna.engine.time..";
    private static final String NEW = JavaConstructor.CONSTRUCTOR_NAME;

    /** Classes all of whose methods and constructors are out of bounds. */
    private static final Set<String> WHOLE_CLASSES = Set.of(
            "java.util.concurrent.Executors",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.Timer",
            "java.security.SecureRandom");

    private static final Map<String, Set<String>> MEMBERS = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("nanoTime", "currentTimeMillis")),
            Map.entry(
                    "java.time.Clock",
                    Set.of("systemUTC", "systemDefaultZone", "system", "tick", "tickMillis", "tickSeconds")),
            Map.entry("java.lang.Thread", Set.of(NEW, "sleep", "join", "yield", "onSpinWait")),
            Map.entry("java.lang.Object", Set.of("wait")),
            Map.entry("java.util.concurrent.TimeUnit", Set.of("sleep", "timedJoin", "timedWait")),
            Map.entry("java.util.concurrent.locks.LockSupport", Set.of("park", "parkNanos", "parkUntil")),
            Map.entry(
                    "java.util.concurrent.CompletableFuture",
                    Set.of("runAsync", "supplyAsync", "delayedExecutor", "orTimeout", "completeOnTimeout")),
            Map.entry("java.util.Collection", Set.of("parallelStream")),
            Map.entry("java.util.stream.BaseStream", Set.of("parallel")),
            Map.entry("java.util.Random", Set.of(NEW)),
            Map.entry("java.util.SplittableRandom", Set.of(NEW)),
            Map.entry("java.util.random.RandomGenerator", Set.of("of", "getDefault")),
            Map.entry("java.lang.Math", Set.of("random")),
            Map.entry("java.util.UUID", Set.of("randomUUID")));

    static final ArchRule ONE_PACKAGE_KEEPS_TIME = noClasses()
            .that()
            .resideOutsideOfPackage(TIME)
            .should()
            .accessTargetWhere(new Target(
                    "reads a clock, waits, starts a thread or draws a random number", TimeAndChance::forbidden))
            .as("Only " + TIME + " reads clocks, waits, starts threads and is random")
            .because(
                    "a run must be repeatable from its seed in virtual time; use the run's Loop: now, at, await, offload, random");

    static final ArchRule FORMATTED_TEXT_NAMES_ITS_LOCALE = noClasses()
            .should()
            .accessTargetWhere(
                    new Target("formats text by the locale of the machine", TimeAndChance::formatsWithoutLocale))
            .as("String.format is given a locale")
            .because("on a machine set to German 0.5 would become 0,5 in reports that programs read; pass Locale.ROOT");

    private TimeAndChance() {}

    private static boolean forbidden(AccessTarget target) {
        String owner = target.getOwner().getName();
        boolean now = owner.startsWith("java.time.") && target.getName().equals("now");
        return now
                || WHOLE_CLASSES.contains(owner)
                || MEMBERS.getOrDefault(owner, Set.of()).contains(target.getName())
                || anySupertype(target);
    }

    /** A parallelStream of a List is declared by Collection, an own Thread's sleep by Thread. */
    private static boolean anySupertype(AccessTarget target) {
        return target.getOwner().getAllRawSuperclasses().stream().anyMatch(type -> named(type.getName(), target))
                || target.getOwner().getAllRawInterfaces().stream().anyMatch(type -> named(type.getName(), target));
    }

    private static boolean named(String owner, AccessTarget target) {
        return !target.getName().equals(NEW)
                && MEMBERS.getOrDefault(owner, Set.of()).contains(target.getName());
    }

    private static boolean formatsWithoutLocale(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget method
                && method.getOwner().getName().equals("java.lang.String")
                && method.getName().equals("format")
                && List.of("java.lang.String", "[Ljava.lang.Object;")
                        .equals(method.getRawParameterTypes().stream()
                                .map(type -> type.getName())
                                .toList());
    }

    private static final class Target extends DescribedPredicate<JavaAccess<?>> {
        private final java.util.function.Predicate<AccessTarget> matches;

        Target(String description, java.util.function.Predicate<AccessTarget> matches) {
            super(description);
            this.matches = matches;
        }

        @Override
        public boolean test(JavaAccess<?> access) {
            return matches.test(access.getTarget());
        }
    }
}
