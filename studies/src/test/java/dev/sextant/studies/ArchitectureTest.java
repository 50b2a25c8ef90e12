// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The house: which room may know which. One analysis for the whole reactor, since it costs seconds. */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.sextant");

    private static final Pattern EMPTY_NAME =
            Pattern.compile("(?i).*(util|utils|common|helper|helpers|misc|manager|base|impl)$");

    /** The rooms of the studies module; a new one is a decision, not an accident. */
    private static final Set<String> STUDIES = Set.of(
            "tree",
            "file",
            "imports",
            "wiring",
            "cli",
            "manual",
            "launch",
            "live",
            "terminal",
            "report",
            "page",
            "logging",
            "dashboard",
            "serving",
            "cluster",
            "api",
            "export");

    @Test
    void theAnalysisSeesEveryModule() {
        for (String module : List.of("engine", "searchers", "trainers", "studies"))
            assertTrue(
                    HOUSE.stream().anyMatch(type -> type.getPackageName().startsWith("dev.sextant." + module)),
                    "no class of " + module + " on the class path");
    }

    @Test
    void theEngineKnowsNobodyAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.sextant.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sextant.searchers..", "dev.sextant.trainers..", "dev.sextant.studies..")
                .check(HOUSE);
    }

    @Test
    void searchersAndTrainersDoNotKnowEachOtherNorTheStudies() {
        noClasses()
                .that()
                .resideInAPackage("dev.sextant.searchers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sextant.trainers..", "dev.sextant.studies..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.sextant.trainers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sextant.searchers..", "dev.sextant.studies..")
                .check(HOUSE);
    }

    @Test
    void noStudyNamesAnAlgorithm() {
        noClasses()
                .that()
                .resideInAPackage("dev.sextant.studies..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sextant.searchers..", "dev.sextant.trainers..")
                .check(HOUSE);
    }

    @Test
    void searchersAndTrainersKnowOnlyTheContracts() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sextant.searchers..", "dev.sextant.trainers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sextant.engine.study..",
                        "dev.sextant.engine.store..",
                        "dev.sextant.engine.wire..",
                        "dev.sextant.engine.coordinator..",
                        "dev.sextant.engine.worker..",
                        "dev.sextant.engine.checkpoint..",
                        "dev.sextant.engine.content..",
                        "dev.sextant.engine.cluster..",
                        "dev.sextant.engine.local..",
                        "dev.sextant.engine.metrics..",
                        "dev.sextant.engine.asktell..")
                .check(HOUSE);
    }

    @Test
    void theDomainKnowsNoMachinery() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.sextant.engine.space..",
                        "dev.sextant.engine.trial..",
                        "dev.sextant.engine.random..",
                        "dev.sextant.engine.spi..",
                        "dev.sextant.engine.pareto..",
                        "dev.sextant.engine.sweep..",
                        "dev.sextant.engine.study..",
                        "dev.sextant.engine.response..",
                        "dev.sextant.engine.ranking..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..",
                        "java.sql..",
                        "java.net..",
                        "java.util.concurrent..",
                        "org.slf4j..",
                        "io.micrometer..",
                        "dev.sextant.engine.store..",
                        "dev.sextant.engine.wire..",
                        "dev.sextant.engine.coordinator..",
                        "dev.sextant.engine.worker..",
                        "dev.sextant.engine.checkpoint..",
                        "dev.sextant.engine.content..",
                        "dev.sextant.engine.cluster..",
                        "dev.sextant.engine.local..",
                        "dev.sextant.engine.metrics..",
                        "dev.sextant.engine.asktell..")
                .check(HOUSE);
    }

    @Test
    void theSpaceKnowsNeitherChanceNorSearch() {
        noClasses()
                .that()
                .resideInAPackage("dev.sextant.engine.space..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sextant.engine.random..", "dev.sextant.engine.spi..", "dev.sextant.engine.study..")
                .check(HOUSE);
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sextant.engine.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                .check(HOUSE);
    }

    @Test
    void onlyTheEdgesSpeakVertx() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.sextant.engine.wire..",
                        "dev.sextant.engine.coordinator..",
                        "dev.sextant.engine.worker..",
                        "dev.sextant.engine.checkpoint..",
                        "dev.sextant.engine.content..",
                        "dev.sextant.engine.cluster..",
                        "dev.sextant.engine.local..",
                        "dev.sextant.studies.dashboard..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(HOUSE);
    }

    @Test
    void onlyOneRoomKnowsHowLoggingIsDone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sextant.studies.logging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ch.qos.logback..", "java.util.logging..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(System.Logger.class)
                .check(HOUSE);
    }

    @Test
    void onlyMetersAndTheirServerKnowHowCountingIsDone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sextant.engine.metrics..", "dev.sextant.studies.dashboard..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(HOUSE);
    }

    @Test
    void onlyExportsSpeakToServersAndInOtherToolsEncodings() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sextant.studies.export..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sextant.studies.export..", "dev.sextant.trainers.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.protobuf..")
                .check(HOUSE);
    }

    @Test
    void onlyTheCommandTrainerStartsProgramsAndTheTerminalAndTheJarTheirOwn() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.sextant.trainers.command..",
                        "dev.sextant.studies.terminal..",
                        "dev.sextant.studies.launch..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .check(HOUSE);
    }

    @Test
    void oneSearcherFamilyDoesNotKnowAnother() {
        slices().matching("dev.sextant.searchers.(*)..")
                .namingSlices("$1")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        DescribedPredicate.alwaysTrue(),
                        JavaClass.Predicates.resideInAnyPackage(
                                "dev.sextant.searchers.math..", "dev.sextant.searchers.pruning.."))
                .check(HOUSE);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.sextant.(*).(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void aTerminalKnowsNothingOfStudiesAndThePictureOfOneKnowsNoMachinery() {
        noClasses()
                .that()
                .resideInAPackage("dev.sextant.studies.terminal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sextant.engine..", "dev.sextant.studies.report..", "dev.sextant.studies.live..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.sextant.studies.live..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.util.concurrent..",
                        "dev.sextant.engine.local..",
                        "dev.sextant.engine.store..",
                        "dev.sextant.studies.wiring..")
                .check(HOUSE);
    }

    @Test
    void theRoomsOfTheStudiesAreClosed() {
        Set<String> rooms = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("dev.sextant.studies."))
                .map(name -> name.substring("dev.sextant.studies.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(STUDIES), rooms);
    }

    @Test
    void noNameIsEmpty() {
        List<String> empty = HOUSE.stream()
                .filter(type -> EMPTY_NAME.matcher(type.getSimpleName()).matches()
                        || EMPTY_NAME.matcher(type.getPackageName()).matches())
                .map(JavaClass::getName)
                .toList();
        assertEquals(List.of(), empty);
    }

    @Test
    void arithmeticThatDiffersBetweenMachinesIsNotUsedWhereResultsAreMade() {
        DescribedPredicate<JavaAccess<?>> platformMath = DescribedPredicate.describe(
                "Math's transcendental functions",
                access -> access.getTargetOwner().isEquivalentTo(Math.class)
                        && Set.of(
                                        "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "tanh",
                                        "sinh", "cosh", "asin", "acos", "atan", "atan2", "cbrt", "hypot", "random")
                                .contains(access.getName()));
        noClasses()
                .that()
                .resideInAnyPackage("dev.sextant.engine..", "dev.sextant.searchers..", "dev.sextant.trainers..")
                .should()
                .accessTargetWhere(platformMath)
                .check(HOUSE);
    }

    @Test
    void noResultDependsOnTheClockOrOnHiddenChance() {
        DescribedPredicate<JavaAccess<?>> clock = DescribedPredicate.describe(
                "the clock",
                access -> (access.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("nanoTime", "currentTimeMillis").contains(access.getName()))
                        || (access.getTargetOwner().isEquivalentTo(java.time.Instant.class)
                                && access.getName().equals("now")));
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.sextant.engine.space..",
                        "dev.sextant.engine.trial..",
                        "dev.sextant.engine.random..",
                        "dev.sextant.engine.pareto..",
                        "dev.sextant.engine.sweep..",
                        "dev.sextant.engine.study..",
                        "dev.sextant.engine.ranking..",
                        "dev.sextant.engine.asktell..",
                        "dev.sextant.searchers..",
                        "dev.sextant.trainers.network..",
                        "dev.sextant.trainers.optimizer..",
                        "dev.sextant.trainers.schedule..",
                        "dev.sextant.trainers.table..",
                        "dev.sextant.trainers.data..",
                        "dev.sextant.trainers.model..",
                        "dev.sextant.trainers.prediction..",
                        "dev.sextant.trainers.state..",
                        "dev.sextant.trainers.backprop..",
                        "dev.sextant.trainers.external..",
                        "dev.sextant.trainers.document..",
                        "dev.sextant.trainers.function..",
                        "dev.sextant.trainers.replay..",
                        "dev.sextant.studies.report..",
                        "dev.sextant.studies.page..",
                        "dev.sextant.studies.live..")
                .should()
                .accessTargetWhere(clock)
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.sextant..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Random.class, java.util.SplittableRandom.class)
                .check(HOUSE);
    }

    @Test
    void nothingIsSerializedByJava() {
        noClasses()
                .that()
                .resideInAPackage("dev.sextant..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.io.ObjectInputStream.class, java.io.ObjectOutputStream.class)
                .check(HOUSE);
    }

    @Test
    void contractsAreInterfacesOrRecords() {
        classes()
                .that()
                .resideInAPackage("dev.sextant.engine.spi")
                .and()
                .areTopLevelClasses()
                .and()
                .areNotAssignableTo(Exception.class)
                .should()
                .beInterfaces()
                .orShould()
                .beRecords()
                .check(HOUSE);
    }
}
