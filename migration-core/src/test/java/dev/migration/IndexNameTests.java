// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The server, and no rule of Java, folds and truncates the name of an index. */
class IndexNameTests extends MigratorTestBase {

    @BeforeEach
    void duplicates() {
        sql("CREATE TABLE t (a int)");
        sql("INSERT INTO t VALUES (1), (1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Übersicht_idx",
                "\"Übersicht\"",
                "İDX_ẞ_K",
                "an_index_with_a_name_that_is_much_longer_than_the_sixty_three_bytes_of_a_name",
                "\"Änderungen_der_Übersichten_mit_Umlauten_über_dreiundsechzig_Bytes_hinaus\"",
                "U&\"d\\0061t\\+000061\"",
                "U&\"d!0061t!!\" UESCAPE '!'",
                "\"it's\"",
                "\"a\"\"b\"",
                "dollar$1"
            })
    void anInvalidIndexIsNeverTakenForTheResult(String name) {
        String build = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS " + name + " ON t (a)";
        revisions.irreversible("a", "", build + ";");
        assertThatThrownBy(() -> sql(build)).hasMessageContaining("could not create unique index");
        assertThat(
                        text(
                                "SELECT indisvalid FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE indrelid = 't'::regclass"))
                .isEqualTo("f");

        for (int run = 0; run < 2; run++) {
            RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

            assertThat(failure.sqlState()).isEqualTo("23505");
        }
        assertThat(text("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                .isEqualTo("0");
        sql("DELETE FROM t");
        migrator().upgrade("heads");

        assertThat(text("SELECT string_agg(indisvalid::text, ',') FROM pg_index WHERE indrelid = 't'::regclass"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE taken (a int)", "CREATE TABLE u (b int); CREATE INDEX taken ON u (b)"})
    void anotherRelationOfTheNameIsNotTheResult(String other) {
        for (String statement : other.split(";")) {
            sql(statement);
        }
        revisions.irreversible("a", "", "CREATE INDEX CONCURRENTLY IF NOT EXISTS taken ON t (a);");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("MG001");
        assertThat(text("SELECT state FROM migration_revision")).isEqualTo("FAILED");
    }

    /** It is another one's, and may be the remainder of a build that goes on later. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY taken ON t (a)",
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS taken ON t (a)",
                "CREATE UNIQUE INDEX CONCURRENTLY taken ON t (a)"
            })
    void anInvalidIndexOfTheNameOnAnotherTableStays(String build) {
        sql("CREATE TABLE u AS SELECT 1 AS b FROM generate_series(1, 2)");
        assertThatThrownBy(() -> sql("CREATE UNIQUE INDEX CONCURRENTLY taken ON u (b)"));
        revisions.irreversible("a", "", build + ";");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isIn("MG001", "42P07");
        sql("UPDATE migration_revision SET state = 'RUNNING', step = 0");
        assertThat(failedUpgrade(migrator(), RevisionFailedException.class).problem())
                .contains("belongs to another table");

        assertThat(text("SELECT indrelid::regclass || ' ' || indisvalid FROM pg_index"
                        + " WHERE indexrelid = 'taken'::regclass"))
                .isEqualTo("u false");
    }

    @Test
    void aTextForPsqlStopsAtAnInvalidIndex() {
        String build = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS Übersicht_idx ON t (a)";
        revisions.irreversible("a", "", build + ";");
        assertThatThrownBy(() -> sql(build)).hasMessageContaining("could not create unique index");
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).upgradeSql("heads", text);

        new Psql(directory).run(database, text.toString()).refused("has no valid index of this name");

        assertThat(text("SELECT state FROM migration_revision")).isEqualTo("RUNNING");
    }

    @Test
    void anExistingDatabaseIsFoundByTheNameThatTheServerGivesIt() {
        String name = "Übersicht_" + database.name();
        sql("CREATE DATABASE " + name + " TEMPLATE template0");
        try {
            revisions.irreversible("a", "", "CREATE DATABASE " + name + " TEMPLATE template0;");
            migrator().stamp("heads");
            sql("UPDATE migration_revision SET state = 'RUNNING', step = 0");

            migrator().upgrade("heads");

            assertThat(applied()).containsExactly("a");
        } finally {
            sql("DROP DATABASE " + name);
        }
    }
}
