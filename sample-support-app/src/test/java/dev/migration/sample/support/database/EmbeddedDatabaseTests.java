// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Starts a server once, because that takes seconds; {@link #serverIsSharedStoppedByTheLastLeaseAndStartedAgain} tests its life cycle. */
class EmbeddedDatabaseTests {

    @TempDir
    Path folder;

    @Test
    void serverIsSharedStoppedByTheLastLeaseAndStartedAgain() throws IOException {
        var first = open();
        var second = open();
        assertThat(second.connectionDetails().getJdbcUrl())
                .isEqualTo(first.connectionDetails().getJdbcUrl());
        database(first).sql("CREATE TABLE notes AS SELECT 'kept' AS note").update();
        assertThat(owner(first.analyticsConnectionDetails())).isEqualTo("analytics of analytics");

        first.close();
        assertThat(notes(second)).containsExactly("kept");
        second.close();
        assertThat(pidFile()).doesNotExist();

        writePidFileOfAnotherProgram();
        try (var third = open()) {
            assertThat(notes(third)).containsExactly("kept");
        }
    }

    @Test
    void dataOfAnotherMajorVersionAreRefused() throws IOException {
        var data = Files.createDirectory(folder.resolve("postgres-old"));
        Files.createFile(data.resolve("complete"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");

        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(this::open)
                .withMessageContaining("holds data of PostgreSQL 17; the embedded server is PostgreSQL 18")
                .satisfies(failure -> assertThat(failure.remedy())
                        .contains("--support.database.folder=", "PostgreSQL 17", "SPRING_DATASOURCE_URL="));
    }

    @Test
    void folderThatIsADataFolderOfAnotherMajorVersionIsRefused() throws IOException {
        Files.writeString(folder.resolve("PG_VERSION"), "16\n");

        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(this::open)
                .withMessageContaining("holds data of PostgreSQL 16");
    }

    @Test
    void folderThatCannotBeWrittenIsReportedWithARemedy() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> EmbeddedDatabase.open(new DatabaseFolder(file)))
                .withMessageContaining("The folder %s cannot hold the embedded database", file)
                .satisfies(failure -> assertThat(new EmbeddedDatabaseFailureAnalyzer().analyze(failure))
                        .satisfies(analysis -> assertThat(analysis.getAction())
                                .contains("may write", "--support.database.folder=", "SPRING_DATASOURCE_URL=")));
    }

    private EmbeddedDatabase open() {
        return EmbeddedDatabase.open(new DatabaseFolder(folder));
    }

    /** Simulates a reboot after which another program, here this JVM, has the process id of the server. */
    private void writePidFileOfAnotherProgram() throws IOException {
        Files.writeString(
                pidFile(),
                "%d%nsomewhere%n1700000000%n5432%n"
                        .formatted(ProcessHandle.current().pid()));
    }

    private Path pidFile() throws IOException {
        try (var children = Files.newDirectoryStream(folder, "postgres-*")) {
            return children.iterator().next().resolve("postmaster.pid");
        }
    }

    private static List<String> notes(EmbeddedDatabase database) {
        return database(database)
                .sql("SELECT note FROM notes")
                .query(String.class)
                .list();
    }

    /** The database, and its owner, who is the user of the connection. */
    private static String owner(JdbcConnectionDetails details) {
        return client(details)
                .sql("SELECT datname || ' of ' || current_user FROM pg_database WHERE datname = current_database()"
                        + " AND pg_get_userbyid(datdba) = current_user")
                .query(String.class)
                .single();
    }

    private static JdbcClient database(EmbeddedDatabase database) {
        return client(database.connectionDetails());
    }

    private static JdbcClient client(JdbcConnectionDetails details) {
        return JdbcClient.create(new DriverManagerDataSource(details.getJdbcUrl() + "?user=" + details.getUsername()));
    }
}
