package dev.lacuna.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Locale;

/** Whether a run is a rehearsal is known to who wires it and to who writes its reports, and to nobody in between. */
final class Rehearsing {
    private static final String LABEL = "dev.lacuna.engine.event.Label";

    private static final String[] SIMULATION = {
        "dev.lacuna.experiments.rehearsal..", "dev.lacuna.experiments.forecast.."
    };

    static final ArchRule NO_RUN_LOOKS_AT_ITS_LABEL = noClasses()
            .that()
            .resideInAnyPackage("dev.lacuna.engine..", "dev.lacuna.experiments..")
            .and()
            .resideOutsideOfPackages("dev.lacuna.engine.report..")
            .and()
            .doNotHaveFullyQualifiedName(LABEL)
            .should()
            .accessTargetWhere(reads("rehearsal"))
            .as("No class but those of reports reads whether a run is a rehearsal")
            .because(
                    "a rehearsal shows nothing if runs, faults or probes behave otherwise in it; hand the label on, and let what is simulated differ behind"
                            + " the port");

    static final ArchRule FEW_KNOW_THE_SIMULATION = noClasses()
            .that()
            .resideInAnyPackage("dev.lacuna..")
            .and()
            .resideOutsideOfPackages(SIMULATION)
            .and()
            .resideOutsideOfPackages(
                    "dev.lacuna.runner.wiring..", "dev.lacuna.runner.cluster..", "dev.lacuna.runner.command..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(SIMULATION))
            .as("Only the wiring and the command line know the simulated control plane")
            .because(
                    "faults, probes and the engine work by the port in experiments.controlplane alone, so that a rehearsal runs the very code of a real run");

    static final ArchRule PORT_DOES_NOT_TELL_WHAT_IT_IS = noCodeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("dev.lacuna.experiments..", "dev.lacuna.engine..")
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages(SIMULATION)
            .and()
            .areDeclaredInClassesThat()
            .doNotHaveFullyQualifiedName(LABEL)
            .should(tell())
            .as("Nothing that runs and faults can ask says by its name whether it is simulated")
            .because("what can be asked will be asked; the label for reports comes in with the run's settings");

    private Rehearsing() {}

    private static DescribedPredicate<JavaAccess<?>> reads(String name) {
        return describe("reads a label", access -> {
            AccessTarget target = access.getTarget();
            return target.getName().equals(name)
                    && target.getOwner().getFullName().equals(LABEL);
        });
    }

    private static com.tngtech.archunit.lang.ArchCondition<JavaCodeUnit> tell() {
        return new com.tngtech.archunit.lang.ArchCondition<>("tell whether something is simulated") {
            @Override
            public void check(JavaCodeUnit unit, com.tngtech.archunit.lang.ConditionEvents events) {
                String name = unit.getName().toLowerCase(Locale.ROOT);
                JavaClass answer = unit.getRawReturnType();
                boolean tells =
                        answer.isEquivalentTo(boolean.class) && (name.contains("rehears") || name.contains("simulat"));
                events.add(new com.tngtech.archunit.lang.SimpleConditionEvent(unit, tells, unit.getFullName()));
            }
        };
    }
}
