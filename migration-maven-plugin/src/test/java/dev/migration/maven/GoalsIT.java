// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The goals, in runs of Maven. */
@PostgresTest
class GoalsIT {

    private static final String COLUMN = "ALTER TABLE tickets ADD COLUMN priority text;";

    @TempDir
    Path folder;

    @Test
    void everyGoalRunsWithTheClassPathAndTheConfigurationOfAnApplication(PostgresDatabase database) throws Exception {
        database.reset();
        MavenBuild build = MavenBuild.of("application", folder);
        configure(database);

        MavenBuild.Ended all = build.run(
                "migration:help",
                "migration:sql",
                "migration:upgrade",
                "migration:status",
                "migration:verify",
                "migration:check",
                "migration:lint");
        assertThat(all.well().output())
                .contains("migration:merge", "migration:revision")
                .contains("Applied a1  create tickets", "Rev: a1 (head)", "The database is at a1.");
        assertThat(folder.resolve("target/migration.sql")).content().contains("CREATE TABLE tickets");

        Files.writeString(folder.resolve("schema.sql"), COLUMN, StandardOpenOption.APPEND);
        assertThat(build.run("migration:check"))
                .satisfies(check -> assertThat(check.exitCode()).isEqualTo(1))
                .satisfies(check ->
                        assertThat(check.output()).contains("priority", "The command 'check' ended with exit code 3"));
        build.run("migration:revision", "-Dautogenerate", "-Dmessage=add priority", "-Dmigration.arguments=--rev-id b1")
                .well();
        build.run("migration:revision", "-Dmessage=reports", "-Dmigration.arguments=--rev-id c1 --head a1 --splice")
                .well();
        assertThat(build.run("migration:merge", "-Dmessage=all", "migration:upgrade")
                        .well()
                        .output())
                .contains("Applied b1  add priority", "Applied c1  reports", "  all  ");
        assertThat(build.scripts()).hasSize(4);
        assertThat(Files.readString(script("_b1_"))).contains("ADD COLUMN priority");
        assertThat(build.run("migration:downgrade", "-Dmigration.target=a1")
                        .well()
                        .output())
                .contains("Reverted b1", "Reverted c1", "The database is at a1.");
    }

    @Test
    void aProjectWithoutSpringUsesTheParametersAndItsScripts(PostgresDatabase database) throws Exception {
        database.reset();
        MavenBuild build = MavenBuild.of("plain", folder);

        MavenBuild.Ended upgrade = build.run(
                "migration:upgrade",
                "-Dmigration.url=" + database.url(),
                "-Dmigration.username=" + database.username(),
                "-Dmigration.password=" + database.password());

        assertThat(upgrade.well().output()).contains("Applied a1  create tickets");
        assertThat(build.run("migration:status").output())
                .contains("No database is configured.", "The command 'current' ended with exit code 2");
        assertThat(build.run("migration:status", "-Dmigration.skip").well().output())
                .contains("Skipped (migration.skip).");
    }

    private void configure(PostgresDatabase database) throws IOException {
        Files.writeString(
                folder.resolve("src/main/resources/application.properties"),
                "spring.datasource.url=" + database.url() + "\nspring.datasource.username=" + database.username()
                        + "\nspring.datasource.password=" + database.password() + "\n",
                StandardOpenOption.APPEND);
    }

    private Path script(String part) throws IOException {
        try (var files = Files.list(folder.resolve("src/main/resources/db/revisions"))) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
