package dev.migration.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.cli.CommandLineJar.Ended;
import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Deployments with backups, against a server that the real pg_dump of this machine can dump. */
class DeployBackupTests {

    @TempDir
    static Path servers;

    private static OwnServer server;

    @TempDir
    Path directory;

    private PostgresDatabase database;
    private CommandLineJar jar;

    @BeforeAll
    static void startServer() {
        server = InstalledPostgres.require().create(servers.resolve("server")).start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void startEmpty() throws Exception {
        database = server.createDatabase("backup");
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
        restore(
                InstalledPostgres.require().program("pg_restore").toString(),
                "--dbname=" + libpq(other),
                dump.toString());
        assertThat(Catalog.of(other)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)))
                .isEqualTo("rw-------");
        other.close();
    }

    @Test
    void theCommandThatIsShownBringsTheDatabaseBack() throws Exception {
        List<String> before = Catalog.of(database);
        jar.irreversible("b", "a", "CREATE TABLE b (id int); DROP TABLE a;").irreversible("c", "b", "SELECT nonsense;");

        Ended failed = deploy().refused(1, "no way back over b", "restore the backup: ", "is at b.");

        Matcher command = Pattern.compile("restore the backup: (.*\\.dump)").matcher(failed.err());
        assertThat(command.find()).isTrue();
        restore(command.group(1).split(" "));
        assertThat(Catalog.of(database)).isEqualTo(before);
        assertThat(jar.run("current").out()).startsWith("a");
    }

    @Test
    void theOldestBackupsOfThisDatabaseGoAndNoOthers() throws Exception {
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
    void nothingToDoMakesNoBackup() throws Exception {
        deploy().well();

        assertThat(directory.resolve("backups")).doesNotExist();
    }

    @Test
    void theWayBackHasABackup() throws Exception {
        deploy("--rollback", "base").well();

        assertThat(backups()).hasSize(1);
        assertThat(Catalog.of(database)).isEmpty();
    }

    @Test
    void withoutAPgDumpNothingIsChanged() throws Exception {
        jar.table("b", "a");
        Path empty = Files.createDirectories(directory.resolve("empty"));

        jar(Map.of("PATH", empty.toString()))
                .run("deploy", "--backup", "backups")
                .refused(1, "no pg_dump on the PATH", "--pg-dump");
        jar.run("deploy", "--backup", "backups", "--pg-dump", "nowhere").refused(1, "'nowhere' is no program");
        jar.run("deploy", "--backup", "backups", "--pg-dump", "/bin/true").refused(1, "which version");

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
    void aPgDumpThatFailsHalfWayLeavesNoFile() throws Exception {
        jar.table("b", "a");
        Path failing = program("failing/pg_dump", """
                #!/bin/sh
                if [ "$1" = --version ]; then echo 'pg_dump (PostgreSQL) 99.1'; exit 0; fi
                for last; do :; done
                echo half > "$last"
                echo 'pg_dump: error: no space left on device' >&2
                exit 1
                """);

        deployWith(failing).refused(1, "ended with 1", "no space left on device");

        assertThat(Files.list(directory.resolve("backups"))).isEmpty();
        assertThat(jar.run("current").out()).startsWith("a");
    }

    @Test
    void aDumpThatCannotBeReadIsNoBackup() throws Exception {
        jar.table("b", "a");
        Path lying = program("lying/pg_dump", """
                #!/bin/sh
                if [ "$1" = --version ]; then echo 'pg_dump (PostgreSQL) 99.1'; exit 0; fi
                for last; do :; done
                echo nonsense > "$last"
                """);

        deployWith(lying).refused(1, "pg_restore", "there is no backup");

        assertThat(Files.list(directory.resolve("backups"))).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws Exception {
        jar.table("b", "a");
        Files.writeString(directory.resolve("file"), "in the way");

        jar.run("deploy", "--backup", "/proc/backups").refused(1, "/proc/backups", "--backup");
        jar.run("deploy", "--backup", "file").refused(1, "file");

        assertThat(jar.run("current").out()).startsWith("a");
    }

    private Ended deploy(String... more) throws Exception {
        return deployWith(InstalledPostgres.require().program("pg_dump"), more);
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

    private static void restore(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String libpq(PostgresDatabase database) {
        return "postgresql://postgres@localhost:" + server.port() + "/" + database.name();
    }

    private Path program(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
