// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.error.MigrationException;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.refusal.MissingPrivilegeException;
import dev.migration.execution.refusal.ReadOnlyDatabaseException;
import dev.migration.script.InvalidScriptsException;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MigratorFailureTests extends MigratorTestBase {

    @Test
    void aBrokenStatementRollsBackItsRevisionAndKeepsThoseBefore() {
        revisions
                .table("a", "")
                .table("b", "a")
                .irreversible("c", "b", "CREATE TABLE c (id int);\n\nALTER TABLE c\n  ADD COLUM name text;\nSELECT 1;")
                .table("d", "c");
        List<String> events = new ArrayList<>();
        var migrator = builder()
                .listener(event -> events.add(event.getClass().getSimpleName()))
                .build();

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.revision()).isEqualTo("c");
                    assertThat(failure.line()).isEqualTo(8);
                    assertThat(failure.sqlState()).isEqualTo("42601");
                    assertThat(failure.problem())
                            .contains("The upgrade of revision c")
                            .contains("c.sql:8:18")
                            .contains("syntax error at or near \"text\" (SQLSTATE 42601)")
                            .contains("      ADD COLUM name text" + System.lineSeparator() + "                     ^")
                            .contains("rolled back")
                            .contains("Committed before it: a, b.");
                    assertThat(failure.remedy()).contains("c.sql:8");
                });
        assertThat(tables()).containsExactly("a", "b");
        assertThat(applied()).containsExactly("a", "b");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED", "UPGRADE c FAILED");
        assertThat(events).endsWith("RevisionFailed", "Failed");
    }

    @Test
    void historyContainsTheReasonOfAFailure() {
        revisions.irreversible("a", "", "SELECT 1 / 0;");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"));

        assertThat(text("SELECT detail FROM migration_history"))
                .contains("division by zero")
                .contains("22012");
    }

    @Test
    void theMendedRevisionRunsTheNextTime() {
        revisions.table("a", "").irreversible("b", "a", "CREATE TABL b (id int);");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"));

        revisions.table("b", "a");
        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void aLostAnswerToCommitIsNotCalledARollback() {
        revisions.irreversible("a", "", """
                CREATE TABLE a (id int);
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM pg_terminate_backend(pg_backend_pid());
                  RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON a DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION die();
                INSERT INTO a VALUES (1);
                """);

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> builder()
                        .settings(settings().toBuilder().retryFor(Duration.ZERO).build())
                        .build()
                        .upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem())
                            .contains("may have been committed: whole, or not at all")
                            .doesNotContain("rolled back");
                    assertThat(failure.sqlState()).startsWith("57P");
                });
        assertThat(tables()).isEmpty();
    }

    @Test
    void detailAndContextOfTheServerAreShown() {
        revisions.irreversible("a", "", """
                CREATE TABLE a (id int PRIMARY KEY);
                INSERT INTO a VALUES (1);
                DO $$
                BEGIN
                  INSERT INTO a VALUES (1);
                END $$;
                """);

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.problem())
                .contains("Detail: Key (id)=(1) already exists.")
                .contains("Where: SQL statement")
                .contains("a.sql:6:1");
    }

    @Test
    void charactersAreCountedAsPostgresCountsThem() {
        revisions.irreversible("a", "", "SELECT '🐘🐘', nonsense;");

        // Each elephant is one character in PostgreSQL and two in Java; editors count as Java does.
        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.problem()).contains("a.sql:4:16");
    }

    @Test
    void everyFaultOfTheScriptsIsReportedAndNothingRuns() {
        revisions
                .table("a", "")
                .write("b", "-- @revision b\n-- @revisse a\n-- @upgrade\nSELECT 1;\n")
                .write("c", "-- @revision c\n-- @revises nowhere\nSELECT 1;\n")
                .write("copy", "-- @revision a\n-- @upgrade\n");

        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem())
                            .contains("b.sql:2  '@revisse' is not a directive. Did you mean 'revises'?")
                            .contains("c.sql:3  A statement comes before '@upgrade'.")
                            .contains("'nowhere', which does not exist")
                            .contains("The id 'a' belongs to more than one revision.")
                            .contains("copy.sql");
                    assertThat(failure.faults()).hasSizeGreaterThanOrEqualTo(4);
                });
        assertThat(text("SELECT count(*) FROM pg_class WHERE relname LIKE 'migration%'"))
                .isEqualTo("0");
    }

    @Test
    void remedyNamesTheGrantForARoleWithoutCreate() {
        revisions.table("a", "");
        String weak = "weak_" + database.name();
        sql("CREATE ROLE " + weak + " LOGIN PASSWORD 'weak'");
        try {
            // Before PostgreSQL 15 every role may create tables in public.
            sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            assertThatExceptionOfType(MissingPrivilegeException.class)
                    .isThrownBy(
                            () -> builder().dataSource(as(weak, "weak")).build().upgrade("heads"))
                    .satisfies(failure -> {
                        assertThat(failure.problem())
                                .contains(weak)
                                .contains("public")
                                .contains("42501");
                        assertThat(failure.remedy()).contains("GRANT USAGE, CREATE ON SCHEMA \"public\" TO \"" + weak);
                    });
        } finally {
            sql("DROP ROLE " + weak);
        }
        assertThat(text("SELECT count(*) FROM pg_class WHERE relname LIKE 'migration%'"))
                .isEqualTo("0");
    }

    @Test
    void remedyNamesTheGrantForARoleThatMayNotReadTheState() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        String weak = "weak_" + database.name();
        sql("CREATE ROLE " + weak + " LOGIN PASSWORD 'weak'");
        try {
            assertThatExceptionOfType(DatabaseFailureException.class)
                    .isThrownBy(() -> builder()
                            .dataSource(as(weak, "weak"))
                            .build()
                            .reader()
                            .status())
                    .satisfies(failure -> {
                        assertThat(failure.problem()).contains("permission denied for table migration_revision");
                        assertThat(failure.remedy()).contains("GRANT SELECT");
                        assertThat(failure.sqlState()).isEqualTo("42501");
                    });
        } finally {
            sql("DROP ROLE " + weak);
        }
    }

    @Test
    void whatCannotBeReadIsAFault() throws IOException {
        revisions.table("a", "");
        Files.createSymbolicLink(directory.resolve("loop"), directory);

        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(failure -> assertThat(failure.problem()).contains("/loop  The script cannot be read"));
    }

    @Test
    void aMissingSchemaIsNamed() {
        revisions.table("a", "");
        var migrator = builder()
                .settings(settings().toBuilder()
                        .tables(new StateTables(Optional.of("nowhere"), "r", "h"))
                        .build())
                .build();

        assertThatExceptionOfType(MigrationException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem()).contains("nowhere");
                    assertThat(failure.remedy()).contains("CREATE SCHEMA \"nowhere\"");
                });
    }

    @Test
    void aReadOnlyDatabaseIsRefusedWhenSomethingIsPending() {
        revisions.table("a", "");
        sql("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

        assertThatExceptionOfType(ReadOnlyDatabaseException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .satisfies(failure ->
                        assertThat(failure.problem()).contains("read-only").contains("+a"));
    }

    @Test
    void aServerThatIsDownIsNamed() throws IOException {
        revisions.table("a", "");
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var nobody = new PGSimpleDataSource();
        nobody.setURL("jdbc:postgresql://localhost:" + free + "/nothing");

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> builder().dataSource(nobody).build().upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem()).contains("localhost:" + free);
                    assertThat(failure.sqlState()).isEqualTo("08001");
                    assertThat(failure.remedy()).contains("Start the server");
                });
    }

    @Test
    void aDatabaseThatDoesNotExistIsNamed() {
        revisions.table("a", "");
        var missing = as(database.username(), database.password());
        missing.setDatabaseName("no_such_database");

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> builder().dataSource(missing).build().upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem()).contains("no_such_database");
                    assertThat(failure.remedy()).contains("Create the database");
                });
    }

    private PGSimpleDataSource as(String user, String password) {
        return source(database.url(), user, password);
    }
}
