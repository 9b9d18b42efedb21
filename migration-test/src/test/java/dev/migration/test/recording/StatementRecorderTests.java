// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.survival.StatementFile;
import dev.migration.survival.SurvivalReport;
import dev.migration.survival.SurvivalSurvey;
import dev.migration.test.MigratedDatabase;
import dev.migration.test.MigrationTest;
import dev.migration.test.Migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** What is recorded without Spring, and what survive says about it. */
@MigrationTest(locations = "classpath:dev/migration/test/tickets", variables = "priority=normal")
class StatementRecorderTests {

    @TempDir
    private Path folder;

    private Path file;
    private MigratedDatabase database;
    private StatementRecorder recorder;
    private DataSource recorded;

    @BeforeEach
    void record(Migrations migrations) {
        file = folder.resolve("new/statements.sql");
        database = migrations.at("a1");
        recorder = new StatementRecorder(file);
        recorded = recorder.record(database.dataSource());
    }

    @Test
    void parametersAreNumberedAndTextsOccurOnce() throws SQLException {
        JdbcClient jdbc = JdbcClient.create(recorded);
        for (String title : new String[] {"a", "b"}) {
            jdbc.sql("INSERT INTO tickets (title) VALUES (:title)")
                    .param("title", title)
                    .update();
        }
        prepared("SELECT title FROM tickets WHERE to_jsonb(tickets) ?? 'a' AND id = ? /* ? */ AND title <> '?'", 1);
        run("SELECT id FROM tickets WHERE to_jsonb(tickets) ? 'b'; DELETE FROM tickets WHERE title = 'c;d';");

        assertThat(recorder.statements())
                .containsExactly(
                        "DELETE FROM tickets WHERE title = 'c;d'",
                        "INSERT INTO tickets (title) VALUES ($1)",
                        "SELECT id FROM tickets WHERE to_jsonb(tickets) ? 'b'",
                        "SELECT title FROM tickets WHERE to_jsonb(tickets) ? 'a' AND id = $1 /* ? */ AND title <> '?'");
    }

    @Test
    void whatSurviveCannotPrepareAndWhatFailsIsLeftOut() throws SQLException {
        run("BEGIN", "SET search_path = public", "CREATE TABLE other (id int)", "COMMIT");
        assertThatThrownBy(() -> run("SELECT nothing FROM tickets")).isInstanceOf(SQLException.class);

        assertThat(recorder.statements()).isEmpty();
    }

    @Test
    void batchesAreRecorded() throws SQLException {
        try (Connection connection = recorded.getConnection();
                Statement statement = connection.createStatement()) {
            statement.addBatch("DELETE FROM tickets");
            statement.addBatch("UPDATE tickets SET title = 'x'");
            statement.executeBatch();
        }

        assertThat(recorder.statements()).containsExactly("DELETE FROM tickets", "UPDATE tickets SET title = 'x'");
    }

    @Test
    void theFileIsAddedToAndStaysSorted() throws Exception {
        run("SELECT 2 -- a comment; at the end", "SELECT 4");
        recorder.write();
        run("SELECT 3", "VALUES (';')");
        recorder.close();
        try (StatementRecorder another = new StatementRecorder(file)) {
            run(another.record(database.dataSource()), "SELECT 1", "SELECT\n  4 -- and another", "SELECT 4");
        }

        assertThat(file).content().isEqualTo("""
                -- The statements that the tests of the application ran, for survive --statements.
                SELECT
                  4;
                SELECT 1;
                SELECT 2;
                SELECT 3;
                SELECT 4;
                VALUES (';');
                """);
    }

    @Test
    void queriesInParenthesesAndCallsAreRecorded() throws SQLException {
        run("CREATE FUNCTION one(a bigint) RETURNS bigint LANGUAGE sql AS 'SELECT a'");
        run("/* all */ (SELECT id FROM tickets) UNION SELECT 1");
        try (Connection connection = recorded.getConnection();
                CallableStatement query = connection.prepareCall("{call one(?)}");
                CallableStatement function = connection.prepareCall("{? = CALL one(?)}")) {
            query.setLong(1, 1);
            query.execute();
            function.registerOutParameter(1, Types.BIGINT);
            function.setLong(2, 3);
            function.execute();
        }

        assertThat(recorder.statements())
                .containsExactly("(SELECT id FROM tickets) UNION SELECT 1", "SELECT * FROM one($1) AS result");
    }

    @Test
    void aFileWithTheLineEndsOfWindowsIsAddedTo() throws Exception {
        run("SELECT 1\n AS one", "SELECT 2");
        recorder.write();
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));

        recorder.write();

        assertThat(file).content().endsWith("\nSELECT 1\n AS one;\nSELECT 2;\n").doesNotContain("\r");
    }

    @Test
    void theOldRecordingIsReplacedInOneStepWithItsPermissions() throws Exception {
        run("SELECT 1");
        recorder.write();
        Path kept = Files.createLink(folder.resolve("kept.sql"), file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        run("SELECT 2");

        recorder.write();

        // A link still has the old file, which was not written to.
        assertThat(kept).content().endsWith("\nSELECT 1;\n").doesNotContain("SELECT 2");
        assertThat(file).content().endsWith("\nSELECT 1;\nSELECT 2;\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-rw-r--"));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void recordersOfTheSameFileAtOnceLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                String text = "SELECT " + number;
                writers.add(threads.submit(() -> new RecordingFile(file).add(List.of(text))));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(Files.readAllLines(file)).hasSize(21);
    }

    @Test
    void aFileOfAnotherStays() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "SELECT 2;");
        run("SELECT 1");

        assertThatThrownBy(recorder::write)
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("or delete this one");
        assertThat(file).content().isEqualTo("SELECT 2;");

        assertThatThrownBy(() -> new StatementRecorder(folder).write())
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("Name a file");
    }

    @Test
    void surviveNamesTheStatementsThatARevisionBreaks() throws Exception {
        run("SELECT title FROM tickets", "SELECT id FROM tickets");
        prepared("UPDATE tickets SET title = 'x' WHERE id = ?", 1);
        recorder.write();

        SurvivalReport report = survive("ALTER TABLE tickets RENAME COLUMN title TO name");

        assertThat(report.judged()).isEqualTo(3);
        assertThat(report.broken())
                .extracting(broken -> broken.statement().text(), SurvivalReport.Broken::revision)
                .containsExactlyInAnyOrder(
                        tuple("SELECT title FROM tickets", "z1"),
                        tuple("UPDATE tickets SET title = 'x' WHERE id = $1", "z1"));
    }

    private SurvivalReport survive(String upgrade) throws IOException {
        Path revisions = Files.createDirectories(folder.resolve("revisions"));
        Files.writeString(
                revisions.resolve("z1.sql"), "-- @revision z1\n-- @revises a1\n-- @upgrade\n" + upgrade + ";\n");
        Files.copy(Path.of("src/test/resources/dev/migration/test/tickets/a1.sql"), revisions.resolve("a1.sql"));
        SurvivalSurvey survey =
                new SurvivalSurvey(StatementFile.read(file.getFileName().toString(), Files.readString(file)));
        Migrator migrator = Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.builder()
                        .locations("filesystem:" + revisions)
                        .build())
                .withoutListeners()
                .build();
        return survey.report(migrator.rehearse("heads", RehearsalOptions.DEFAULT, survey));
    }

    private void run(String... texts) throws SQLException {
        run(recorded, texts);
    }

    private static void run(DataSource source, String... texts) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private void prepared(String text, long parameter) throws SQLException {
        try (Connection connection = recorded.getConnection();
                PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setLong(1, parameter);
            statement.execute();
        }
    }
}
