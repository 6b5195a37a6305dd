package dev.lacuna.architecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules, held against the product. */
@AnalyzeClasses(packages = "dev.lacuna", importOptions = ProductClasses.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule engine_stands_alone = Layering.ENGINE_STANDS_ALONE;

    @ArchTest
    static final ArchRule experiments_know_no_runner = Layering.EXPERIMENTS_KNOW_NO_RUNNER;

    @ArchTest
    static final ArchRule one_package_knows_the_client = Layering.ONE_PACKAGE_KNOWS_THE_CLIENT;

    @ArchTest
    static final ArchRule one_package_builds_clients = Layering.ONE_PACKAGE_BUILDS_CLIENTS;

    @ArchTest
    static final ArchRule one_package_reads_yaml = Layering.ONE_PACKAGE_READS_YAML;

    @ArchTest
    static final ArchRule nothing_uses_awaitility = Layering.NOTHING_USES_AWAITILITY;

    @ArchTest
    static final ArchRule faults_and_probes_stand_alone = Layering.FAULTS_AND_PROBES_STAND_ALONE;

    @ArchTest
    static final ArchRule no_run_looks_at_its_label = Rehearsing.NO_RUN_LOOKS_AT_ITS_LABEL;

    @ArchTest
    static final ArchRule few_know_the_simulation = Rehearsing.FEW_KNOW_THE_SIMULATION;

    @ArchTest
    static final ArchRule port_does_not_tell_what_it_is = Rehearsing.PORT_DOES_NOT_TELL_WHAT_IT_IS;

    @ArchTest
    static final ArchRule every_package_is_null_marked = Layering.EVERY_PACKAGE_IS_NULL_MARKED;

    @ArchTest
    static final ArchRule one_package_keeps_time = TimeAndChance.ONE_PACKAGE_KEEPS_TIME;

    @ArchTest
    static final ArchRule formatted_text_names_its_locale = TimeAndChance.FORMATTED_TEXT_NAMES_ITS_LOCALE;

    @ArchTest
    static final ArchRule names_say_what_it_is = Names.NAMES_SAY_WHAT_IT_IS;
}
