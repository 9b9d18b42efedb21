// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.plan.Plan;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each step of a deployment ends within its time limit, whatever it waits for. */
@Timeout(60)
class StepTimeLimitTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private PostgresDatabase database;

    @BeforeEach
    void createDatabase() throws IOException {
        database = PostgresServer.shared().createDatabase("limit");
        revision("a", "", "CREATE TABLE a (id int);");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void aBackupWhoseProgramAndChildrenIgnoreTheirSignalIsKilled() throws IOException {
        Path children = folder.resolve("children");
        Path dump = program(
                "pg_dump",
                "trap '' TERM; (trap '' TERM; sleep 300) & echo $! > " + children
                        + "; (trap '' TERM; sleep 300) & echo $! >> " + children + "; while :; do sleep 1; done");
        program("pg_restore", "exit 0");

        assertThatExceptionOfType(DeployFailedException.class)
                .isThrownBy(() -> deploy(Optional.of(dump)))
                .satisfies(failed -> assertThat(failed.problem())
                        .contains("time limit of 5 s", "the backup was stopped", "Nothing was changed"));

        assertNoneLives(children);
        assertThat(Files.list(folder.resolve("backups"))).isEmpty();
        assertThat(migrator().reader().status().current()).isEmpty();
    }

    @Test
    void aChildThatIgnoresTheSignalDoesNotOutliveItsParent() throws IOException {
        Path children = folder.resolve("children");
        Path dump = program("pg_dump", "(trap '' TERM; exec sleep 300) & echo $! > " + children + "; exec sleep 300");
        program("pg_restore", "exit 0");

        assertThatExceptionOfType(DeployFailedException.class)
                .isThrownBy(() -> deploy(Optional.of(dump)))
                .satisfies(failed -> assertThat(failed.problem()).contains("the backup was stopped"));

        assertNoneLives(children);
    }

    @Test
    void aCheckOfTheBackupThatHangsIsStopped() throws IOException {
        Path dump = program("pg_dump", "exit 0");
        program("pg_restore", "exec sleep 300");

        assertThatExceptionOfType(DeployFailedException.class)
                .isThrownBy(() -> deploy(Optional.of(dump)))
                .satisfies(failed -> assertThat(failed.problem()).contains("the backup was stopped"));
    }

    @Test
    void aVersionThatIsNeverReportedIsStopped() throws IOException {
        Path dump = folder.resolve("pg_dump");
        script(dump, "sleep 300");

        assertThatExceptionOfType(DeployFailedException.class)
                .isThrownBy(() -> deploy(Optional.of(dump)))
                .satisfies(failed -> assertThat(failed.problem()).contains("the backup was stopped"));
    }

    @Test
    void aRevisionAndAHookAreStopped() throws IOException {
        revision("b", "a", "SELECT pg_sleep(300);");

        assertThatExceptionOfType(DeployFailedException.class)
                .isThrownBy(() -> deploy(Optional.empty()))
                .satisfies(failed -> assertThat(failed.problem()).contains("time limit of 5 s", "Then reverted: a"));

        Files.delete(folder.resolve("b.sql"));
        Files.writeString(folder.resolve("hook.sql"), "-- @hook after-upgrade\nSELECT pg_sleep(300);\n");
        assertThatExceptionOfType(DeployFailedException.class)
                .isThrownBy(() -> deploy(Optional.empty()))
                .satisfies(failed -> assertThat(failed.problem()).contains("time limit of 5 s"));
    }

    @Test
    void aQueryOfTheStateThatWaitsForALockIsGivenUp() throws Exception {
        migrator().upgrade("heads");
        revision("b", "a", "CREATE TABLE b (id int);");
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE migration_revision IN ACCESS EXCLUSIVE MODE");

            assertThatExceptionOfType(DeployFailedException.class)
                    .isThrownBy(() -> deploy(Optional.empty()))
                    .satisfies(failed -> assertThat(failed.problem()).contains("time limit of 5 s", "step 'connect'"));
            other.rollback();
        }
    }

    private Plan deploy(Optional<Path> dump) {
        DeployOptions options = new DeployOptions(
                DeployOptions.Goal.of("heads"),
                new DeployOptions.Mode(false, false, false, false),
                Duration.ZERO,
                Optional.of(LIMIT),
                dump.map(program -> new BackupOptions(
                        folder.resolve("backups"),
                        5,
                        Optional.of(program),
                        new BackupOptions.Client(Map.of("PATH", System.getenv("PATH")), Map::of))));
        Deployment deployment = new Deployment(options, new DeploymentListener() {

            @Override
            public void stepFinished(StepResult step) {}

            @Override
            public void planned(Plan plan) {}
        });
        return deployment.run(Migrator.builder()
                .dataSource(database.dataSource())
                .settings(settings())
                .listener(deployment.migrationListener())
                .build());
    }

    private Migrator migrator() {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .settings(settings())
                .build();
    }

    private MigrationSettings settings() {
        return MigrationSettings.defaults().toBuilder()
                .locations("filesystem:" + folder)
                .build();
    }

    private static void assertNoneLives(Path children) throws IOException {
        assertThat(Files.readAllLines(children)).isNotEmpty();
        for (String child : Files.readAllLines(children)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (runs(child.strip()) && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(runs(child.strip())).as("child %s", child).isFalse();
        }
    }

    /** A process that has ended may stay as a zombie, because a container's first process need not wait for it. */
    private static boolean runs(String pid) throws IOException {
        Path stat = Path.of("/proc", pid, "stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    /** A program in the place of one of PostgreSQL's, that reports a version. */
    private Path program(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        script(file, "[ \"$1\" = --version ] && { echo '" + name + " (PostgreSQL) 99.1'; exit 0; }\n" + body);
        return file;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void revision(String id, String revises, String upgrade) throws IOException {
        Files.writeString(
                folder.resolve(id + ".sql"),
                "-- @revision " + id + "\n" + (revises.isEmpty() ? "" : "-- @revises " + revises + "\n")
                        + "-- @upgrade\n" + upgrade + "\n-- @downgrade\nDROP TABLE " + id + ";\n");
    }
}
