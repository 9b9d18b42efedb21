// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.cli.CommandLineJar.Ended;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Deployments with backups, on a server that the installed pg_dump can dump. */
class DeployBackupTests {

    @TempDir
    static Path servers;

    @RegisterExtension
    static final InstalledServer SERVER = new InstalledServer(() -> servers);

    @TempDir
    Path directory;

    private PostgresDatabase database;
    private CommandLineJar jar;

    @BeforeEach
    void startEmpty() throws Exception {
        database = SERVER.createDatabase("backup");
        jar = jar(Map.of());
        jar.table("a", "");
        jar.run("upgrade").well();
    }

    @Test
    void theBackupRestoresTheDatabaseAsItWas() throws Exception {
        List<String> before = Catalog.of(database);
        jar.table("b", "a");

        assertThat(deploy().well().out()).contains("backup", ".dump");

        PostgresDatabase other = database.createDatabase();
        Path dump = backups().get(0);
        SERVER.run(other, InstalledServer.program("pg_restore"), "--dbname=" + other.name(), dump.toString());
        assertThat(Catalog.of(other)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)))
                .isEqualTo("rw-------");
        other.close();
    }

    @Test
    void theShownCommandRestoresTheDatabase() throws Exception {
        List<String> before = Catalog.of(database);
        jar.irreversible("b", "a", "CREATE TABLE b (id int); DROP TABLE a;").irreversible("c", "b", "SELECT nonsense;");

        Ended failed = deploy().refused(1, "Cannot revert b", "restore the backup: ", "is at b.");

        Matcher command = Pattern.compile("restore the backup: (.*\\.dump)").matcher(failed.err());
        assertThat(command.find()).isTrue();
        InstalledServer.run(Map.of(), command.group(1).split(" "));
        assertThat(Catalog.of(database)).isEqualTo(before);
        assertThat(jar.run("current").out()).startsWith("a");
    }

    @Test
    void onlyTheOldestBackupsOfThisDatabaseAreRemoved() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("backups"));
        Files.writeString(folder.resolve("app@localhost-5432_20200101T000000000Z.dump"), "another database's");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        String last = "a";
        for (String next : List.of("b", "c", "d")) {
            jar.table(next, last);
            deploy("--keep", "2").well();
            last = next;
        }

        assertThat(backups()).hasSize(3);
        assertThat(folder.resolve("app@localhost-5432_20200101T000000000Z.dump"))
                .exists();
        assertThat(folder.resolve("notes.txt")).exists();
    }

    @Test
    void aDeploymentThatFailsRemovesNoBackup() throws Exception {
        jar.table("b", "a");
        deploy("--keep", "1").well();
        List<Path> before = backups();
        jar.irreversible("c", "b", "SELECT nonsense;");

        deploy("--keep", "1").refused(1, "nonsense");

        assertThat(backups()).hasSize(2).containsAll(before);
    }

    @Test
    void aDeploymentWithoutWorkCreatesNoBackup() throws Exception {
        deploy().well();

        assertThat(directory.resolve("backups")).doesNotExist();
    }

    @Test
    void aRollbackHasABackup() throws Exception {
        deploy("--rollback", "base").well();

        assertThat(backups()).hasSize(1);
        assertThat(Catalog.of(database)).isEmpty();
    }

    @Test
    void thePasswordIsOnNoCommandLine() throws Exception {
        jar.table("b", "a");
        Path seen = directory.resolve("seen.txt");
        Path spy = program("spy/pg_dump", """
                #!/bin/sh
                if [ "$1" = --version ]; then echo 'pg_dump (PostgreSQL) 99.1'; exit 0; fi
                { echo "arguments: $*"; env | grep ^PG; } > '%s'
                exit 3
                """.formatted(seen));
        program("spy/pg_restore", "#!/bin/sh\nexit 0\n");
        String address = "jdbc:postgresql://localhost:" + SERVER.port() + "/" + database.name() + "?sslmode=disable";

        Ended failed = new CommandLineJar(directory, Map.of("PGHOSTADDR", "192.0.2.1"))
                .run(
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
                .refused(1, "exited with code 3");

        assertThat(failed.out()).doesNotContain("geheim");
        assertThat(Files.readAllLines(seen))
                .contains(
                        "PGPASSWORD=geheim",
                        "PGHOST=localhost",
                        "PGPORT=" + SERVER.port(),
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

    @Test
    void withoutAPgDumpNothingIsChanged() throws Exception {
        jar.table("b", "a");
        Path empty = Files.createDirectories(directory.resolve("empty"));

        jar(Map.of("PATH", empty.toString()))
                .run("deploy", "--backup", "backups")
                .refused(1, "no pg_dump on the PATH", "--pg-dump");
        jar.run("deploy", "--backup", "backups", "--pg-dump", "nowhere")
                .refused(1, "'nowhere' is not an executable file");
        jar.run("deploy", "--backup", "backups", "--pg-dump", "/bin/true").refused(1, "does not report a version");

        assertThat(jar.run("current").out()).startsWith("a");
    }

    @Test
    void aPgDumpOlderThanTheServerIsRefused() throws Exception {
        jar.table("b", "a");
        Path old = program("old/pg_dump", "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n");

        jar.run("deploy", "--backup", "backups", "--pg-dump", old.toString())
                .refused(1, "9.6.24", "cannot dump the server", "postgresql-client-");

        assertThat(jar.run("current").out()).startsWith("a");
    }

    @Test
    void aFailingPgDumpLeavesNoFile() throws Exception {
        assertNoBackupIsLeft("""
                echo half > "$last"
                echo 'pg_dump: error: no space left on device' >&2
                exit 1
                """, "exited with code 1", "no space left on device");
    }

    @Test
    void anUnreadableDumpIsNoBackup() throws Exception {
        assertNoBackupIsLeft("echo nonsense > \"$last\"\n", "pg_restore", "there is no backup");
    }

    @Test
    void aReadOnlyFolderIsRefused() throws Exception {
        jar.table("b", "a");
        Files.writeString(directory.resolve("file"), "in the way");

        jar.run("deploy", "--backup", "/proc/backups").refused(1, "/proc/backups", "--backup");
        jar.run("deploy", "--backup", "file").refused(1, "file");

        assertThat(jar.run("current").out()).startsWith("a");
    }

    /** @param dump what pg_dump does with the file {@code $last} */
    private void assertNoBackupIsLeft(String dump, String... reasons) throws Exception {
        jar.table("b", "a");
        Path program = program("broken/pg_dump", """
                #!/bin/sh
                if [ "$1" = --version ]; then echo 'pg_dump (PostgreSQL) 99.1'; exit 0; fi
                for last; do :; done
                """ + dump);

        deployWith(program).refused(1, reasons);

        assertThat(Files.list(directory.resolve("backups"))).isEmpty();
        assertThat(jar.run("current").out()).startsWith("a");
    }

    private Ended deploy(String... more) throws Exception {
        return deployWith(Path.of(InstalledServer.program("pg_dump")), more);
    }

    private Ended deployWith(Path program, String... more) throws Exception {
        return jar.run(Stream.concat(
                        Stream.of("deploy", "--backup", "backups", "--pg-dump", program.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private CommandLineJar jar(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("DATABASE_URL", CommandLineJar.uri(database));
        return new CommandLineJar(directory, environment);
    }

    private List<Path> backups() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("backups"))) {
            return files.filter(file -> file.toString().endsWith(".dump"))
                    .sorted()
                    .toList();
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
