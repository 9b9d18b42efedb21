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
    void commandsUseTheFrontDoor() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.migration.script..",
                        "dev.migration.execution.session..",
                        "dev.migration.execution.step..",
                        "dev.migration.execution.parcel..",
                        "dev.migration.offline..",
                        "dev.migration.execution.catalog..")
                .check(CLI);
    }

    @Test
    void onlyWhoReadsForeignSqlCutsStatements() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.migration.cli.adopt..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.migration.sql..")
                .check(CLI);
    }

    @Test
    void theToolsDoNotKnowEachOther() {
        slices().matching("dev.migration.cli.adopt.(flyway|liquibase|alembic)")
                .should()
                .notDependOnEachOther()
                .check(CLI);
    }

    @Test
    void whatIsForeignIsOnlyRead() {
        noClasses()
                .that()
                .resideInAPackage("dev.migration.cli.adopt..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.flywaydb..", "liquibase..")
                .check(CLI);
    }

    @Test
    void nobodyImportsWhereTheProcessBegins() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLI);
    }

    @Test
    void commandsKnowNoFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.slf4j..")
                .check(CLI);
    }

    @Test
    void nothingIsNullUnlessItSaysSo() {
        assertThat(CLI.getPackage(ROOT).getSubpackagesInTree())
                .hasSize(13)
                .allSatisfy(room -> assertThat(room.isAnnotatedWith(NullMarked.class))
                        .as(room.getName())
                        .isTrue());
    }
}
