// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Scratch databases of a role that may not create databases, on a server that the library on the class path starts. */
@PostgresTest
class EmbeddedServerTests {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SCHEMA = "CREATE TABLE tickets (id int, status text DEFAULT 'open');\n";

    @TempDir
    private Path folder;

    private PostgresDatabase database;
    private Shell shell;
    private String role;

    @BeforeEach
    void createRoles(PostgresDatabase postgres) throws Exception {
        database = postgres;
        role = "owner_" + database.name();
        shell = Shell.in(folder).as(database, role, "r");
        sql("CREATE ROLE \"" + reader() + "\" NOLOGIN");
        sql("CREATE ROLE " + role + " LOGIN PASSWORD 'r' IN ROLE \"" + reader() + "\"");
        sql("GRANT CREATE ON DATABASE " + database.name() + " TO " + role);
        sql("ALTER DATABASE " + database.name() + " SET search_path = \"Sales; x\", public");
        sql("ALTER ROLE " + role + " SET app.tenant = 'a''b'");
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\n" + SCHEMA + "GRANT SELECT ON tickets TO \"" + reader() + "\";\n"
                        + "ALTER TABLE tickets ADD tenant text DEFAULT current_setting('app.tenant');\n"
                        + "-- @downgrade\nDROP TABLE tickets;\n");
    }

    @AfterEach
    void dropRoles() {
        sql("DROP OWNED BY " + role);
        sql("DROP ROLE " + role);
        sql("DROP ROLE \"" + reader() + "\"");
    }

    @Test
    void aRoleThatMayNotCreateDatabasesComparesOnAnEmbeddedServer() throws Exception {
        sql("CREATE SCHEMA \"Sales; x\" AUTHORIZATION " + role);
        assertThat(shell.run("upgrade").err()).isEmpty();
        shell.write("schema.sql", SCHEMA);

        Shell.Ended drift = shell.run("drift");
        Shell.Ended check = shell.run("check", "--model", "file:schema.sql");

        assertThat(drift.exitCode()).as(drift.err() + drift.out()).isZero();
        assertThat(drift.err())
                .contains(
                        "Scratch databases are created on an embedded PostgreSQL", role + " may not create databases");
        assertThat(check.exitCode()).as(check.err()).isEqualTo(3);
        assertThat(check.out()).contains("column \"Sales; x\".tickets.tenant");
    }

    @Test
    void theSettingKeepsScratchDatabasesAwayFromTheServer() throws Exception {
        sql("ALTER ROLE " + role + " CREATEDB");
        shell.write("schema.sql", SCHEMA);
        shell.write("migration.properties", "migration.scratch-url=embedded\n");

        Shell.Ended check = shell.run("check", "--model", "file:schema.sql");

        assertThat(check.exitCode()).as(check.err()).isEqualTo(3);
        assertThat(check.err()).matches("Scratch databases are created on an embedded PostgreSQL \\d+\\.\\R");
    }

    @Test
    void aServerOfAnotherVersionIsRefused(@TempDir Path installed) throws Exception {
        InstalledPostgres programs = InstalledPostgres.require();
        Path bin = programs.programs();
        String version = bin.getName(bin.getNameCount() - 2).toString();
        assumeThat(System.getenv("MIGRATION_TEST_POSTGRES_VERSION")).isNotEqualTo(version);
        try (OwnServer other = programs.create(installed).start();
                PostgresDatabase older = other.createDatabase("older")) {
            shell.write("schema.sql", SCHEMA);
            shell.write("migration.properties", "migration.scratch-url=embedded\n");

            Shell.Ended check = Shell.in(folder).on(older).run("check", "--model", "file:schema.sql");

            assertThat(check.exitCode()).as(check.err()).isEqualTo(1);
            assertThat(check.err())
                    .contains(
                            "that of the database is PostgreSQL " + version,
                            "binaries-bom in version " + version + ".x");
        }
    }

    @Test
    void nothingIsLeftOfTheServerAfterSuccessAndAfterFailure(@TempDir Path programs) throws Exception {
        shell.write("schema.sql", SCHEMA);
        assertThat(check(programs).waitFor()).as(output(programs)).isEqualTo(3);
        assertThat(servers(programs)).isEmpty();

        shell.write("revisions/b2.sql", "-- @revision b2\n-- @revises a1\n-- @upgrade\nSELECT 1/0;\n");
        assertThat(check(programs).waitFor()).as(output(programs)).isEqualTo(1);
        assertThat(servers(programs)).isEmpty();
    }

    @Test
    @Tag("slow")
    void whatAKilledProcessLeftIsDeletedByTheNextOne(@TempDir Path programs) throws Exception {
        shell.write("schema.sql", SCHEMA);
        shell.write("revisions/b2.sql", "-- @revision b2\n-- @revises a1\n-- @upgrade\nSELECT pg_sleep(600);\n");
        Process killed = check(programs);
        Path lock = awaitFile(programs, "epg-lock");
        Path pid = awaitFile(programs, "postmaster.pid");
        long postmaster = Long.parseLong(Files.readAllLines(pid).get(0).strip());
        killed.destroyForcibly().waitFor();
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
        Files.delete(folder.resolve("revisions/b2.sql"));

        assertThat(check(programs).waitFor()).as(output(programs)).isEqualTo(3);

        assertThat(servers(programs)).isEmpty();
        assertThat(ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive)).isEmpty();
    }

    /** Starts a command in a JVM of its own, whose embedded servers are in that folder. */
    private Process check(Path programs) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dot.epg.working-dir=" + programs,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(shell.options());
        command.addAll(List.of("check", "--model", "file:schema.sql"));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(programs.resolve("output.txt").toFile())
                .start();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                process.destroyForcibly();
            }
        });
        return process;
    }

    private static Path awaitFile(Path programs, String name) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (Path server : servers(programs)) {
                if (Files.exists(server.resolve(name))
                        && Files.size(server.resolve(name)) > 0 == name.endsWith("pid")) {
                    return server.resolve(name);
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("no " + name + ": " + output(programs));
    }

    private static String output(Path programs) throws IOException {
        return Files.readString(programs.resolve("output.txt"));
    }

    private static List<Path> servers(Path programs) throws IOException {
        try (Stream<Path> files = Files.list(programs)) {
            return files.filter(file -> file.getFileName().toString().startsWith("migration-"))
                    .toList();
        }
    }

    private String reader() {
        return "Reader " + database.name();
    }

    private void sql(String sql) {
        JdbcClient.create(database.dataSource()).sql(sql).update();
    }
}
