// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.Collection;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.Revision;
import dev.migration.revision.RuleBreaker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the architecture. The starter's ArchitectureMapTests check which package imports which. Plain tests, because some
 * versions of Surefire do not run rules in fields; the last test proves that a rule can fail.
 */
class ArchitectureTests {

    private static final String ROOT = "dev.migration";

    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(Migrator.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void packagesHaveNoCycles() {
        slices().matching("(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void onlyWhatRunsMigratorsImportsTheRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT,
                        ROOT + ".tenant.run..",
                        ROOT + ".schema.replay..",
                        ROOT + ".lint.run..",
                        ROOT + ".lint.fix..",
                        ROOT + ".rehearsal.copy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CORE);
    }

    @ParameterizedTest
    @EnumSource
    void valuePackagesUseNeitherDatabaseNorFiles(Outside outside) {
        valuePackagesDoNotUse(outside).check(CORE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.boot..",
                "org.springframework.context..",
                "io.micrometer..",
                "ch.qos.logback..",
                "jakarta.."
            })
    void coreDoesNotUse(String framework) {
        noClasses().should().dependOnClassesThat().resideInAPackage(framework).check(CORE);
    }

    /** They use BigDecimal. To initialize that class, Java 25 allocates 2 MB, and needs the time of a small migration. */
    @Test
    void timesAreNotMultiplied() {
        noClasses()
                .should()
                .callMethod(Duration.class, "multipliedBy", long.class)
                .orShould()
                .callMethod(Duration.class, "dividedBy", long.class)
                .orShould()
                .callMethod(Duration.class, "negated")
                .check(CORE);
    }

    @Test
    void theStatementsOfAStepUseNoConnection() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".execution.statement..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sql..", "org.postgresql..", "org.springframework.jdbc..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.Connection")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.migration.execution.session.MigrationSession")
                .check(CORE);
    }

    @Test
    void valuePackagesDoNotUseSpring() {
        noClasses()
                .that(areInValuePackages())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CORE);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CORE.getPackage(ROOT).getSubpackagesInTree())
                // A package without classes of its own has no package-info.
                .filteredOn(station -> !station.getClasses().isEmpty())
                .allSatisfy(station -> assertThat(station.isAnnotatedWith(NullMarked.class))
                        .as(station.getName())
                        .isTrue());
        assertThat(CORE.getPackage(ROOT).isAnnotatedWith(NullMarked.class)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Impl"})
    void noNameEndsInAGenericWord(String word) {
        noClasses().should().haveSimpleNameEndingWith(word).check(CORE);
    }

    @Test
    void classesAreFinalUnlessTheyAreMadeToBeExtended() {
        classes()
                .that(areOrdinaryClasses())
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CORE);
    }

    @Test
    void aBrokenRuleIsFound() {
        JavaClasses broken =
                new ClassFileImporter().importClasses(RuleBreaker.class, Plan.class, Step.class, Revision.class);

        assertThat(violations(revisionsDoNotUsePlans(), broken)).anyMatch(line -> line.contains("RuleBreaker.lookUp"));
        assertThat(violations(valuePackagesDoNotUse(Outside.DATABASE), broken))
                .anyMatch(line -> line.contains("RuleBreaker.touchTheDatabase"));
        assertThat(violations(valuePackagesDoNotUse(Outside.FILE), broken))
                .anyMatch(line -> line.contains("RuleBreaker.touchAFile"));
        assertThat(violations(slices().matching("(**)").should().beFreeOfCycles(), broken))
                .isNotEmpty();
    }

    /** What value packages do not use. */
    private enum Outside {
        DATABASE("java.sql..", "javax.sql..", "org.postgresql.."),
        FILE("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..");

        private final String[] packages;

        Outside(String... packages) {
            this.packages = packages;
        }
    }

    private static ArchRule valuePackagesDoNotUse(Outside outside) {
        return noClasses()
                .that(areInValuePackages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(outside.packages);
    }

    private static DescribedPredicate<JavaClass> areInValuePackages() {
        return resideInAnyPackage(ROOT + ".revision..", ROOT + ".plan..", ROOT + ".sql..", ROOT + ".event..");
    }

    private static ArchRule revisionsDoNotUsePlans() {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + ".revision..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".plan..");
    }

    private static DescribedPredicate<JavaClass> areOrdinaryClasses() {
        return DescribedPredicate.describe(
                "are ordinary classes",
                type -> !type.isInterface()
                        && !type.isEnum()
                        && !type.isAnonymousClass()
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    private static Collection<String> violations(ArchRule rule, JavaClasses classes) {
        EvaluationResult result = rule.evaluate(classes);
        return result.getFailureReport().getDetails();
    }
}
