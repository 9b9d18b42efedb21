// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of the house for the commands. */
class ArchitectureTests {

    private static final String ROOT = "dev.migration.cli";

    private static final JavaClasses CLI = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.migration.cli.(**)").should().beFreeOfCycles().check(CLI);
    }

    @Test
    void commandsUseOnlyTheEntryPointOfCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.migration.script..",
                        "dev.migration.execution.session..",
                        "dev.migration.execution.step..",
                        "dev.migration.execution.statement..",
                        "dev.migration.offline..",
                        "dev.migration.execution.catalog..")
                .check(CLI);
    }

    @Test
    void onlyImportersReadStatements() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.migration.cli.importer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.migration.sql..")
                .check(CLI);
    }

    @Test
    void deploymentsUseNoCommand() {
        noClasses()
                .that()
                .resideInAPackage("dev.migration.cli.deployment..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "picocli..",
                        "dev.migration.cli.command..",
                        "dev.migration.cli.run..",
                        "dev.migration.cli.setting..",
                        "dev.migration.cli.deploy..")
                .check(CLI);
    }

    @Test
    void importersDoNotUseEachOther() {
        slices().matching("dev.migration.cli.importer.(flyway|liquibase|alembic)")
                .should()
                .notDependOnEachOther()
                .check(CLI);
    }

    @Test
    void importersDoNotUseTheOtherTools() {
        noClasses()
                .that()
                .resideInAPackage("dev.migration.cli.importer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.flywaydb..", "liquibase..")
                .check(CLI);
    }

    @Test
    void noPackageImportsTheRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLI);
    }

    @Test
    void commandsUseNoFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.slf4j..")
                .check(CLI);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLI.getPackage(ROOT).getSubpackagesInTree())
                .hasSize(24)
                .allSatisfy(station -> assertThat(station.isAnnotatedWith(NullMarked.class))
                        .as(station.getName())
                        .isTrue());
    }
}
