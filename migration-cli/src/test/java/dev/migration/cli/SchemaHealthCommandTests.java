// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** schema-health on databases with and without faults. */
class SchemaHealthCommandTests extends AbstractImportTests {

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aSoundSchemaHasNoFindings() throws Exception {
        shell.write(
                "revisions/a1.sql",
                "-- @revision a1\n-- @upgrade\nCREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                        + " email text UNIQUE);\nCREATE TABLE tickets (id bigint PRIMARY KEY, owner bigint REFERENCES users, at date);\n"
                        + "CREATE INDEX tickets_owner_at ON tickets (owner, at);\n"
                        + "CREATE UNIQUE INDEX tickets_at ON tickets (at); CREATE INDEX tickets_at_owner ON tickets (at, owner);\n");
        onDatabase.run("upgrade").well();

        Shell.Ended health = onDatabase.run("schema-health");

        assertThat(health.exitCode()).as(health.out()).isZero();
        assertThat(health.out()).contains("Nothing is wrong with the schema.");
    }

    @Test
    void everyFaultIsFoundWithItsPlaceAndWhatToDo() throws Exception {
        shell.write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\nSELECT 1;\n");
        execute(
                "CREATE TABLE users (id int PRIMARY KEY, age int)",
                "ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0) NOT VALID",
                "CREATE TABLE notes (user_id bigint REFERENCES users, body text)",
                "ALTER TABLE notes ADD CONSTRAINT notes_again FOREIGN KEY (user_id) REFERENCES users",
                "CREATE INDEX users_age_1 ON users (age)",
                "CREATE INDEX users_age_2 ON users (age)",
                "CREATE INDEX users_age_id ON users (age, id)",
                "CREATE SEQUENCE numbers AS smallint START 32700",
                "CREATE SCHEMA other",
                "CREATE TABLE other.\"Odd name\" (id serial)",
                "SELECT setval('other.\"Odd name_id_seq\"', 2147483000)",
                "INSERT INTO notes (body) VALUES ('x'), ('x')");
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(connection.getAutoCommit()).isTrue();
            try {
                statement.execute("CREATE UNIQUE INDEX CONCURRENTLY notes_body ON notes (body)");
            } catch (SQLException duplicate) {
                assertThat(duplicate.getSQLState()).isEqualTo("23505");
            }
        }

        Shell.Ended health = onDatabase.run("schema-health");

        assertThat(health.exitCode()).isEqualTo(3);
        assertThat(health.out())
                .contains(
                        "invalid-index: indexes that are invalid",
                        "  public.notes: public.notes_body",
                        "  public.users: users_age\n",
                        "  public.users: public.users_age_1, public.users_age_2\n",
                        "  public.users: public.users_age_1 (covered by public.users_age_id)",
                        "foreign-key-without-index: ",
                        "  public.notes: notes_user_id_fkey (user_id)",
                        "duplicate-foreign-key: ",
                        "foreign-key-with-other-type: ",
                        "  public.notes\n",
                        "  other.\"Odd name\"\n",
                        "public.numbers (smallint, ",
                        "other.\"Odd name\": other.\"Odd name_id_seq\" (integer, 0.0 % left)",
                        "What to do: DROP INDEX CONCURRENTLY");
        assertThat(onDatabase.run("--json", "schema-health").out())
                .contains("\"check\": \"table-without-primary-key\"", "\"table\": \"public.notes\"");
        assertThat(onDatabase.run("schema-health", "--markdown").out())
                .contains("### invalid-index", "| public.notes | public.notes_body |");
    }

    @Test
    void tablesOfLibrariesAndOfTheMigrationAreLeftOut() throws Exception {
        shell.write("revisions/a1.sql", "-- @revision a1\n-- @upgrade\nSELECT 1;\n");
        onDatabase.run("upgrade").well();
        execute("CREATE TABLE shedlock (name text)", "CREATE TABLE flyway_schema_history (id int)");

        Shell.Ended health = onDatabase.run("schema-health");

        assertThat(health.exitCode()).as(health.out()).isZero();
    }
}
