package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.cli.CommandLineJar.Ended;
import dev.migration.cli.CommandLineJar.Running;
import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Deployments by the packaged jar, in a process that somebody ends or that waits. */
@PostgresTest
class DeployIT {

    @TempDir
    Path directory;

    private CommandLineJar jar;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        jar = CommandLineJar.of(directory, postgres);
    }

    @Test
    void whoEndsTheProcessKeepsWhatIsCommitted() throws Exception {
        jar.table("a", "").revision("b", "a", "CREATE TABLE b (); SELECT pg_sleep(300);", "DROP TABLE b;");
        Running deployment = jar.start("deploy");
        deployment.awaitLine("Applied a");

        deployment.process().destroy();
        Ended ended = deployment.await();

        assertThat(ended.err()).contains("stopped", "kept: a", "deploy --rollback -1", "is at a.");
    }

    @Test
    void whoWaitsInVainForAnotherDeploymentEndsWithFour() throws Exception {
        jar.write("a", "-- @revision a\n-- @upgrade\nSELECT pg_sleep(300);\n");
        Files.writeString(directory.resolve("hasty.properties"), "migration.lock.wait=0s\n");
        Running first = jar.start("deploy");
        first.awaitLine("Upgrade from base to a");

        jar.runJar("--config", "hasty.properties", "deploy").refused(4, "pid");
        jar.runJar("deploy", "--time-limit", "5s").refused(4, "pid");

        first.process().destroy();
        first.await();
    }

    @Test
    void aServerThatIsStartingIsWaitedFor(@TempDir Path folder) throws Exception {
        jar.table("a", "");
        try (OwnServer server = OwnServer.create(folder)) {
            CommandLineJar late = new CommandLineJar(
                    directory,
                    Map.of("DATABASE_URL", "postgres://postgres:geheim@localhost:" + server.port() + "/postgres"));
            late.runJar("deploy", "--connect-for", "1s").refused(1, "reached");
            Running deployment = late.start("deploy", "--connect-for", "60s");

            server.start();

            assertThat(deployment.await().well().out()).contains("Deployed.");
        }
    }

    @Test
    void thePasswordIsOnNoCommandLine(@TempDir Path folder) throws Exception {
        try (OwnServer server = OwnServer.create(folder).start()) {
            PostgresDatabase database = server.createDatabase("backup");
            CommandLineJar there = CommandLineJar.of(directory, database);
            there.table("a", "").run("upgrade").well();
            there.table("b", "a");
            Path seen = directory.resolve("seen.txt");
            Path spy = program("spy/pg_dump", """
                    #!/bin/sh
                    if [ "$1" = --version ]; then echo 'pg_dump (PostgreSQL) 99.1'; exit 0; fi
                    { echo "arguments: $*"; env | grep ^PG; } > '%s'
                    exit 3
                    """.formatted(seen));
            program("spy/pg_restore", "#!/bin/sh\nexit 0\n");
            String address =
                    "jdbc:postgresql://localhost:" + server.port() + "/" + database.name() + "?sslmode=disable";

            Ended failed = new CommandLineJar(directory, Map.of("PGHOSTADDR", "192.0.2.1"))
                    .runJar(
                            "--url",
                            address,
                            "--user",
                            "postgres",
                            "--password",
                            "geheim",
                            "deploy",
                            "--backup",
                            "backups",
                            "--pg-dump",
                            spy.toString())
                    .refused(1, "ended with 3");

            assertThat(failed.out()).doesNotContain("geheim");
            assertThat(Files.readAllLines(seen))
                    .contains(
                            "PGPASSWORD=geheim",
                            "PGHOST=localhost",
                            "PGPORT=" + server.port(),
                            "PGDATABASE=" + database.name(),
                            "PGUSER=postgres",
                            "PGSSLMODE=disable")
                    .noneMatch(line -> line.startsWith("PGHOSTADDR"))
                    .filteredOn(line -> line.startsWith("arguments"))
                    .singleElement()
                    .asString()
                    .contains("-Fc", "-w")
                    .doesNotContain("geheim", "://");
        }
    }

    private Path program(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
