// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import dev.migration.autogenerate.proof.Writer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of the house for the module that writes statements. */
class ArchitectureTests {

    private static final String ROOT = "dev.migration.autogenerate";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .importUrl(Writer.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MODULE);
    }

    @Test
    void statementsAreWrittenWithoutADatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".proof..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "java.io..", "java.nio..")
                .check(MODULE);
    }

    @Test
    void theModuleReadsValuesOfCoreOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.migration", "dev.migration.execution..", "dev.migration.script..", "dev.migration.cli..")
                .check(MODULE);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(MODULE.getPackage(ROOT).getSubpackages())
                .isNotEmpty()
                .allSatisfy(room -> assertThat(room.isAnnotatedWith(NullMarked.class))
                        .as(room.getName())
                        .isTrue());
    }
}
