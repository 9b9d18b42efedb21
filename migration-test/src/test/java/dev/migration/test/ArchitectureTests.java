// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of the house for the test kit. */
class ArchitectureTests {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .importUrl(Migrations.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.migration.(**)").should().beFreeOfCycles().check(MODULE);
    }

    @Test
    void theTestFrameworkOfSpringIsNeededOnlyWhereAContextIs() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.migration.test.context", "dev.migration.test.spring")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.test..", "org.springframework.boot..")
                .check(MODULE);
    }

    @Test
    void databasesAreMadeWithoutJUnitAndSpringsContext() {
        noClasses()
                .that()
                .resideInAPackage("dev.migration.test.database")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.springframework..", "dev.migration.test")
                .check(MODULE);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(MODULE.stream().map(JavaClass::getPackage).distinct())
                .hasSizeGreaterThan(3)
                .allSatisfy(room -> assertThat(room.isAnnotatedWith(NullMarked.class))
                        .as(room.getName())
                        .isTrue());
    }
}
