// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of the house for Spring Boot. */
class ArchitectureTests {

    private static final JavaClasses BOOT = new ClassFileImporter()
            .importUrl(MigrationAutoConfiguration.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.migration.boot.(**)").should().beFreeOfCycles().check(BOOT);
    }

    @Test
    void healthMetricsAndPageReadThroughTheMonitor() {
        noClasses()
                .that()
                .resideInAnyPackage("..boot.health..", "..boot.metrics..", "..boot.page..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.migration.Migrator")
                .check(BOOT);
    }

    @Test
    void onlyOperationsChangeADatabaseOfARunningApplication() {
        noClasses()
                .that()
                .resideInAnyPackage("..boot.status..", "..boot.actuate..", "..boot.observation..")
                .should()
                .callMethod(dev.migration.Migrator.class, "upgrade", String.class)
                .orShould()
                .callMethod(dev.migration.Migrator.class, "downgrade", String.class)
                .check(BOOT);
    }

    @Test
    void onlyConfigurationUsesAutoConfigurations() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.migration.boot.autoconfigure..", "dev.migration.boot.command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.migration.boot.autoconfigure..")
                .check(BOOT);
    }

    @Test
    void actuatorIsOptional() {
        noClasses()
                .that()
                .resideInAnyPackage("..boot.status..", "..boot.observation..", "..boot.command..", "..boot.aot..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.boot.actuate..", "org.springframework.boot.health..")
                .check(BOOT);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(BOOT)
                .extracting(type -> type.getPackage().isAnnotatedWith(NullMarked.class))
                .containsOnly(true);
    }

    @Test
    void autoConfigurationsAreNotForInheritance() {
        classes()
                .that()
                .areAnnotatedWith(org.springframework.boot.autoconfigure.AutoConfiguration.class)
                .should()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                .check(BOOT);
    }
}
