// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** revision --autogenerate: files, refusals, exit codes. */
@ResourceLock("scratch databases")
class AutogenerateCommandTests extends AbstractImportTests {

    private static final String FIRST = "CREATE TABLE tickets (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            + " subject text NOT NULL, status varchar(20) DEFAULT 'open');\n";

    @BeforeEach
    void writeRevision() throws Exception {
        shell.write(
                "revisions/a1.sql", "-- @revision a1\n-- @upgrade\n" + FIRST + "-- @downgrade\nDROP TABLE tickets;\n");
    }

    @Test
    void aRevisionIsWrittenThatLeadsToTheModelAndBack() throws Exception {
        model(FIRST.replace("varchar(20)", "varchar(30) NOT NULL") + "ALTER TABLE tickets ADD COLUMN team_id bigint;"
                + "CREATE TABLE teams (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);"
                + "ALTER TABLE tickets ADD CONSTRAINT tickets_team_fk FOREIGN KEY (team_id) REFERENCES teams;"
                + "CREATE INDEX tickets_status_idx ON tickets (status) WHERE status <> 'closed';"
                + "COMMENT ON TABLE teams IS 'Who answers';");

        Shell.Ended ended = autogenerate("-m", "add teams");

        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(onDatabase.run("upgrade").exitCode()).isZero();
        assertThat(onDatabase.run("check", "--model", "file:schema.sql").exitCode())
                .isZero();
        assertThat(onDatabase.run("downgrade", "a1").exitCode()).isZero();
        assertThat(onDatabase.run("drift").exitCode()).isZero();
        assertThat(scratchDatabases()).isEmpty();
        assertThat(written()).contains("""
                        -- @transaction none

                        -- @upgrade
                        CREATE TABLE teams (
                            id bigint PRIMARY KEY,
                            name text NOT NULL,
                            CONSTRAINT teams_name_key UNIQUE (name)
                        );

                        COMMENT ON TABLE teams IS 'Who answers';
                        """, """
                        ALTER TABLE tickets ADD CONSTRAINT tickets_team_fk FOREIGN KEY (team_id) REFERENCES teams(id) NOT VALID;
                        ALTER TABLE tickets VALIDATE CONSTRAINT tickets_team_fk;
                        CREATE INDEX CONCURRENTLY tickets_status_idx ON tickets (status) WHERE ((status)::text <> 'closed'::text);

                        -- @downgrade
                        DROP INDEX CONCURRENTLY tickets_status_idx;
                        """, """
                        -- Loses the rows of the table.
                        DROP TABLE teams;
                        """);
    }

    @Test
    void whatIsMissingNowhereWritesNoFile() throws Exception {
        model(FIRST);

        Shell.Ended ended = autogenerate("-m", "nothing");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("there is nothing to write");
        assertThat(files()).containsExactly("a1.sql");
    }

    @Test
    void onlyAnotherOrderOfColumnsIsSaidAndWritesNoFile() throws Exception {
        model("CREATE TABLE tickets (subject text NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " status varchar(20) DEFAULT 'open');");

        Shell.Ended ended = autogenerate("-m", "nothing");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("The order of the columns of public.tickets differs");
        assertThat(files()).containsExactly("a1.sql");
    }

    @Test
    void everythingThatWouldLoseDataIsRefusedAtOnceWithTheOptionsToType() throws Exception {
        model("CREATE TABLE tickets (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL);");

        Shell.Ended refused = autogenerate("-m", "lose");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "column public.tickets.subject is dropped with its values; public.tickets.title is new: is it a rename?")
                .contains("column public.tickets.status is dropped with its values")
                .contains("--rename public.tickets.subject=public.tickets.title")
                .contains("--allow-drop=public.tickets.status --allow-drop=public.tickets.subject");
        assertThat(files()).containsExactly("a1.sql");
        assertThat(scratchDatabases()).isEmpty();
    }

    @Test
    void aConfirmedRenameKeepsTheValuesInBothDirections() throws Exception {
        onDatabase.run("upgrade");
        JdbcClient rows = JdbcClient.create(database.dataSource());
        rows.sql("INSERT INTO tickets (subject) VALUES ('printer')").update();
        model("CREATE TABLE issues (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL);");

        Shell.Ended ended = autogenerate(
                "-m",
                "rename",
                "--rename",
                "tickets=issues",
                "--rename",
                "tickets.subject=issues.title",
                "--allow-drop=status");

        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(onDatabase.run("upgrade").exitCode()).isZero();
        assertThat(rows.sql("SELECT title FROM issues").query(String.class).list())
                .containsExactly("printer");
        assertThat(rows.sql("INSERT INTO issues (title) VALUES ('next') RETURNING id")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(onDatabase.run("downgrade", "a1").exitCode()).isZero();
        assertThat(rows.sql("SELECT subject FROM tickets").query(String.class).list())
                .contains("printer");
        assertThat(onDatabase.run("drift").exitCode()).isZero();
    }

    @Test
    void aRenameOfNothingIsRefused() throws Exception {
        model(FIRST);

        Shell.Ended refused = autogenerate("-m", "rename", "--rename", "tickets.nothing=tickets.subject");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("'tickets.nothing=tickets.subject' does not name something that goes");
    }

    @Test
    void whatCannotBeWrittenIsNamedAndNothingIsWritten() throws Exception {
        model(FIRST + "CREATE TABLE parts (id int) PARTITION BY RANGE (id);");
        shell.write(
                "revisions/b1.sql",
                "-- @revision b1\n-- @revises a1\n-- @upgrade\nCREATE TABLE parts (id int);\n-- @downgrade\nDROP TABLE parts;\n");

        Shell.Ended refused = autogenerate("-m", "partition");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("not written: table public.parts is not altered");
        assertThat(files()).containsExactly("a1.sql", "b1.sql");
        assertThat(scratchDatabases()).isEmpty();
    }

    @Test
    void sqlIsPrintedAndNoFileIsWritten() throws Exception {
        model(FIRST + "CREATE TABLE teams (id bigint PRIMARY KEY);");

        Shell.Ended ended = autogenerate("--sql");
        JsonNode json = read(autogenerate("--sql", "--json"));

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).isEqualToIgnoringNewLines("""
                -- @upgrade
                CREATE TABLE teams (
                    id bigint PRIMARY KEY
                );

                -- @downgrade
                -- Loses the rows of the table.
                DROP TABLE teams;
                """);
        assertThat(json.get("upgrade").asString()).startsWith("CREATE TABLE teams");
        assertThat(files()).containsExactly("a1.sql");
    }

    @Test
    void plainStatementsAreShort() throws Exception {
        model(FIRST + "CREATE INDEX status_idx ON tickets (status);"
                + "ALTER TABLE tickets ADD CONSTRAINT c CHECK (id > 0), ADD CONSTRAINT u UNIQUE (subject);");

        Shell.Ended safe = autogenerate("--sql");
        Shell.Ended plain = autogenerate("--sql", "--plain");

        assertThat(plain.out())
                .contains(
                        "CREATE INDEX status_idx",
                        "ADD CONSTRAINT c CHECK (id > 0);",
                        "ADD CONSTRAINT u UNIQUE (subject);");
        assertThat(safe.out())
                .contains(
                        "CREATE INDEX CONCURRENTLY status_idx",
                        "ADD CONSTRAINT c CHECK (id > 0) NOT VALID;",
                        "VALIDATE CONSTRAINT c;",
                        "CREATE UNIQUE INDEX CONCURRENTLY u ON tickets (subject);",
                        "ADD CONSTRAINT u UNIQUE USING INDEX u;");
    }

    @Test
    void driftIsTakenBackByStatements() throws Exception {
        onDatabase.run("upgrade");
        JdbcClient rows = JdbcClient.create(database.dataSource());
        rows.sql("ALTER TABLE tickets ALTER COLUMN status SET DEFAULT 'pending'")
                .update();
        rows.sql("CREATE INDEX hot_idx ON tickets (id) WHERE status = 'open'").update();
        rows.sql("CREATE VIEW open_tickets AS SELECT id FROM tickets").update();

        Shell.Ended ended = onDatabase.run("drift", "--sql");

        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(ended.out().lines().filter(line -> !line.isBlank()))
                .containsExactlyInAnyOrder(
                        "DROP VIEW open_tickets;",
                        "DROP INDEX CONCURRENTLY hot_idx;",
                        "ALTER TABLE tickets ALTER COLUMN status SET DEFAULT 'open'::character varying;");
        for (String statement : ended.out().split(";")) {
            if (!statement.isBlank()) {
                rows.sql(statement).update();
            }
        }
        assertThat(onDatabase.run("drift").exitCode()).isZero();
        assertThat(onDatabase.run("drift", "--sql").out()).startsWith("-- The database is what its revisions mean.");
    }

    @Test
    void statementsLeadFromOneStateToTheOther() throws Exception {
        model(FIRST + "CREATE TYPE mood AS ENUM ('good'); ALTER TABLE tickets ADD COLUMN mood mood;");

        Shell.Ended ended = onDatabase.run("diff", "revisions", "file:schema.sql", "--sql");
        Shell.Ended back = onDatabase.run("diff", "file:schema.sql", "revisions", "--sql");

        assertThat(ended.out())
                .contains("CREATE TYPE mood AS ENUM ('good');", "ALTER TABLE tickets ADD COLUMN mood mood;");
        assertThat(back.out())
                .contains(
                        "-- Loses the values of the column.",
                        "ALTER TABLE tickets DROP COLUMN mood;",
                        "DROP TYPE mood;");
        assertThat(scratchDatabases()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            by_status, by_status_new
            i23456789012345678901234567890123456789012345678901234567890123, i2345678901234567890123456789012345678901234567890123456789_new
            "ü""üüüüüüüüüüüüüüüüüüüüüüüüüüüüü", "ü""üüüüüüüüüüüüüüüüüüüüüüüüüüüü_new"
            """)
    void aChangedIndexIsBuiltBesideTheOldOne(String name, String beside) throws Exception {
        model(FIRST + "CREATE INDEX %s ON tickets (status, id);".formatted(name));
        shell.write(
                "revisions/b1.sql",
                "-- @revision b1\n-- @revises a1\n-- @upgrade\nCREATE INDEX %s ON tickets (status);\n".formatted(name)
                        + "-- @downgrade\nDROP INDEX %s;\n".formatted(name));

        assertThat(autogenerate("--sql").out()).contains("""
                        CREATE INDEX CONCURRENTLY %2$s ON tickets (status, id);
                        DROP INDEX CONCURRENTLY %1$s;
                        ALTER INDEX %2$s RENAME TO %1$s;
                        """.formatted(name, beside));
        assertThat(autogenerate("-m", "wider").exitCode()).isZero();
        assertThat(onDatabase.run("upgrade").exitCode()).isZero();
        assertThat(onDatabase.run("check", "--model", "file:schema.sql").exitCode())
                .isZero();
    }

    @Test
    void optionsOfAutogenerateAloneAreRefused() {
        Shell.Ended refused = onDatabase.run("revision", "-m", "x", "--allow-drop");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("Add --autogenerate.");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("revisions"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Shell.Ended autogenerate(String... arguments) {
        return onDatabase.run(Stream.concat(
                        Stream.of("revision", "--autogenerate", "--model", "file:schema.sql"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private void model(String sql) throws IOException {
        Files.writeString(directory.resolve("schema.sql"), sql);
    }

    private String written() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("revisions"))) {
            Path file =
                    files.filter(path -> !path.endsWith("a1.sql")).findFirst().orElseThrow();
            return Files.readString(file);
        }
    }

    private List<String> scratchDatabases() {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT datname FROM pg_database WHERE datname LIKE 'migration_scratch_%'")
                .query(String.class)
                .list();
    }

    private static JsonNode read(Shell.Ended ended) {
        return new ObjectMapper().readTree(ended.out());
    }
}
