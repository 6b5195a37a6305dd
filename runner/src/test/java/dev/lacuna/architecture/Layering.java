package dev.lacuna.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** Who may know whom. The texts are read by whoever breaks a rule: they say why it is there and what to do instead. */
final class Layering {
    private static final String KUBERNETES = "dev.lacuna.experiments.kubernetes..";

    /** What faults and probes are made with. Every other package below experiments is one fault or one probe. */
    private static final Set<String> SHARED = Set.of(
            "controlplane",
            "forecast",
            "kubernetes",
            "nodeagent",
            "probe",
            "process",
            "rehearsal",
            "site",
            "target",
            "timer");

    static final ArchRule ENGINE_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("dev.lacuna.engine..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.lacuna.experiments..",
                    "dev.lacuna.runner..",
                    "io.kubernetes..",
                    "okhttp3..",
                    "okio..",
                    "picocli..",
                    "ch.qos.logback.."))
            .as("The engine knows no cluster, no HTTP client and no command line")
            .because(
                    "a run must be able to execute against a simulated cluster in virtual time; what needs a cluster goes behind"
                            + " a port that experiments implements");

    static final ArchRule EXPERIMENTS_KNOW_NO_RUNNER = noClasses()
            .that()
            .resideInAPackage("dev.lacuna.experiments..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.lacuna.runner..", "picocli..", "ch.qos.logback.."))
            .allowEmptyShould(true)
            .as("Experiments know no command line")
            .because("dependencies point one way, runner -> experiments -> engine; hand settings in as values");

    static final ArchRule ONE_PACKAGE_KNOWS_THE_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackage(KUBERNETES)
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.kubernetes..", "okhttp3..", "okio.."))
            .as("Only " + KUBERNETES + " sees client-java and OkHttp")
            .because(
                    "their defaults hide outages, never time out and refuse newer clusters, which is cured in that one package;"
                            + " speak to a cluster through the port in experiments.controlplane");

    static final ArchRule ONE_PACKAGE_BUILDS_CLIENTS = classes()
            .should(HaveOneUser.onePackage(HasName.Predicates.nameMatching(
                    "io\\.kubernetes\\.client\\.util\\.(ClientBuilder|Config)|okhttp3\\.OkHttpClient\\$Builder")))
            .as("One package builds the clients")
            .because("retries off, timeouts, TLS and the lenient JSON reading have to hold for each of them");

    static final ArchRule ONE_PACKAGE_READS_YAML = classes()
            .should(HaveOneUser.onePackage(resideInAnyPackage("org.yaml.snakeyaml..")))
            .as("One package reads YAML")
            .because(
                    "durations, times and booleans must be read as they are written, which the YAML library alone does not do");

    static final ArchRule NOTHING_USES_AWAITILITY = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.awaitility.."))
            .as("No class uses Awaitility outside of tests")
            .because(
                    "it cannot be interrupted: a run that sat in it could not heal on a signal; await on the loop instead");

    static final ArchRule FAULTS_AND_PROBES_STAND_ALONE = slices().assignedFrom(new FaultsAndProbes())
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true)
            .as("No fault or probe knows another")
            .because(
                    "a fault or a probe is understood, changed and removed by its own package; what two of them need belongs to the"
                            + " port in experiments.controlplane, to another shared package or to the engine's contract");

    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .should(new BeInNullMarkedPackage())
            .as("Every package is @NullMarked in its package-info.java")
            .because("NullAway looks at nothing else");

    private Layering() {}

    private static final class FaultsAndProbes implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String prefix = "dev.lacuna.experiments.";
            if (!type.getPackageName().startsWith(prefix)) {
                return SliceIdentifier.ignore();
            }
            String rest = type.getPackageName().substring(prefix.length());
            int dot = rest.indexOf('.');
            String family = dot < 0 ? rest : rest.substring(0, dot);
            return SHARED.contains(family) ? SliceIdentifier.ignore() : SliceIdentifier.of(family);
        }

        @Override
        public String getDescription() {
            return "faults and probes (packages below experiments that are not shared: " + SHARED + ")";
        }
    }

    private static final class BeInNullMarkedPackage extends com.tngtech.archunit.lang.ArchCondition<JavaClass> {

        BeInNullMarkedPackage() {
            super("be in a @NullMarked package");
        }

        @Override
        public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
            boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new com.tngtech.archunit.lang.SimpleConditionEvent(
                    type, marked, "%s: package %s".formatted(type.getName(), type.getPackageName())));
        }
    }
}
