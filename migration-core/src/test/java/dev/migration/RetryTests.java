// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which failures are retried, and how retries are reported. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RetryTests extends MigratorTestBase {

    private final List<MigrationEvent.WaitingToRetry> waits = new ArrayList<>();

    @BeforeEach
    void countAttempts() {
        // A sequence does not take part in a rollback.
        sql("CREATE SEQUENCE tries");
    }

    @Test
    void revisionWithoutAConflictHasOneAttempt() {
        revisions.table("a", "");

        listening().upgrade("heads");

        assertThat(waits).isEmpty();
    }

    @Test
    void lockedTableIsRetriedUntilItIsFree() throws SQLException {
        changeOfABusyTable();
        try (Connection reader = database.dataSource().getConnection()) {
            hold(reader);
            var migrator = listening(event -> {
                // The first attempt does not query the blocking sessions; the second one does, if it lasts long enough.
                if (!event.blockers().isEmpty()) {
                    reader.rollback();
                }
            });

            migrator.upgrade("heads");
        }

        assertThat(applied()).containsExactly("a");
        assertThat(waits).extracting(MigrationEvent.WaitingToRetry::attempts).startsWith(1, 2);
        MigrationEvent.WaitingToRetry last = waits.get(waits.size() - 1);
        assertThat(last.reason()).contains("55P03");
        assertThat(last.blockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.user()).isEqualTo(database.username());
            assertThat(blocker.application()).isEqualTo("report");
            assertThat(blocker.query()).contains("SELECT * FROM busy");
            assertThat(blocker.activity().isIdleInTransaction()).isTrue();
            assertThat(blocker.activity().inTransaction())
                    .hasValueSatisfying(age -> assertThat(age).isPositive());
        });
        assertThat(history())
                .hasSize(last.attempts() + 1)
                .startsWith("UPGRADE a RETRY", "UPGRADE a RETRY")
                .endsWith("UPGRADE a APPLIED");
        assertThat(text("SELECT detail FROM migration_history WHERE id = " + last.attempts()))
                .contains("attempt " + last.attempts())
                .contains("application report");
    }

    @Test
    void whenTheTimeIsUpTheBlockersAreNamed() throws SQLException {
        changeOfABusyTable();
        try (Connection reader = database.dataSource().getConnection()) {
            hold(reader);
            var impatient = builder()
                    .settings(settings().toBuilder()
                            .retryFor(Duration.ofMillis(1200))
                            .build())
                    .build();

            assertThatExceptionOfType(RevisionFailedException.class)
                    .isThrownBy(() -> impatient.upgrade("heads"))
                    .satisfies(failure -> {
                        assertThat(failure.sqlState()).isEqualTo("55P03");
                        assertThat(failure.blockers()).hasSize(1);
                        assertThat(failure.problem())
                                .contains(" attempts in ")
                                .contains("Blocked by: pid "
                                        + failure.blockers().get(0).pid())
                                .contains("application report")
                                .contains("SELECT * FROM busy");
                    });
        }
        assertThat(history()).startsWith("UPGRADE a RETRY").endsWith("UPGRADE a FAILED");
        assertThat(applied()).isEmpty();
    }

    @Test
    void scriptHasARetryBudgetAndALockTimeoutOfItsOwn() throws SQLException {
        sql("CREATE TABLE busy (id int)");
        revisions.write("a", """
                -- @revision a
                -- @lock-timeout 20ms
                -- @retry-for 0s
                -- @upgrade
                ALTER TABLE busy ADD COLUMN name text;
                """);
        try (Connection reader = database.dataSource().getConnection()) {
            hold(reader);

            assertThatExceptionOfType(RevisionFailedException.class)
                    .isThrownBy(() -> listening().upgrade("heads"));
        }
        assertThat(waits).isEmpty();
        assertThat(history()).containsExactly("UPGRADE a FAILED");
    }

    @Test
    void everyTryBeginsWithACleanSession() {
        revisions.irreversible("a", "", """
                CREATE TABLE a (path text);
                INSERT INTO a SELECT current_setting('search_path') || current_setting('application_name');
                SET application_name = 'other';
                SET search_path = pg_catalog;
                """ + failingTwiceWith("40001"));

        listening().upgrade("heads");

        assertThat(waits).hasSize(2);
        assertThat(text("SELECT string_agg(path, ',') FROM public.a"))
                .isEqualTo("\"$user\", publicmigration 1/1 a (application)");
    }

    @Test
    void deadlocksAndSerializationFailuresAreRetried() {
        revisions.irreversible("a", "", failingTwiceWith("40P01"));

        listening().upgrade("heads");

        assertThat(waits)
                .hasSize(2)
                .allSatisfy(wait -> assertThat(wait.reason()).contains("40P01"));
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void dataAndSyntaxErrorsAreNotRetried() {
        revisions.irreversible("a", "", failingTwiceWith("23505"));

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> listening().upgrade("heads"));

        assertThat(waits).isEmpty();
        assertThat(text("SELECT last_value FROM tries")).isEqualTo("1");
    }

    @Test
    void aTerminatedSessionIsReplacedByAnother() {
        revisions.table("a", "").irreversible("b", "a", """
                CREATE TABLE b (id int);
                DO $$ BEGIN
                  IF nextval('tries') < 3 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
                END $$;
                """).table("c", "b");

        listening().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "c");
        assertThat(waits)
                .hasSize(2)
                .allSatisfy(wait -> assertThat(wait.reason()).contains("57P01"));
        assertThat(history())
                .containsExactly(
                        "UPGRADE a APPLIED",
                        "UPGRADE b RETRY",
                        "UPGRADE b RETRY",
                        "UPGRADE b APPLIED",
                        "UPGRADE c APPLIED");
    }

    @Test
    void whatWasDoneBeforeALostSessionIsNamedAsKept() {
        revisions.table("a", "").irreversible("b", "a", """
                DO $$ BEGIN
                  IF nextval('tries') < 2 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
                END $$;
                SELECT 1 / 0;
                """);

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.problem()).contains("Committed before it: a.");
    }

    @Test
    void sessionThatIsLostBeforeARevisionInSegmentsIsReplaced() {
        revisions.table("a", "").irreversible("b", "a", "CREATE INDEX CONCURRENTLY ix ON a (id);");
        List<String> started = new ArrayList<>();
        Migrator migrator = builder()
                .listener(event -> {
                    if (event instanceof MigrationEvent.RevisionStarted revision
                            && revision.step().revision().id().equals("b")
                            && started.isEmpty()) {
                        started.add("b");
                        text("SELECT pg_terminate_backend(pid, 10000)::text FROM pg_locks JOIN pg_database d"
                                + " ON d.oid = database WHERE locktype = 'advisory' AND datname = current_database()");
                    }
                })
                .build();

        migrator.upgrade("heads");

        assertThat(started).containsExactly("b");
        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void commitWithoutAResultIsNotRepeated() throws Exception {
        sql("CREATE TABLE counter AS SELECT 0 AS n");
        revisions.irreversible("a", "", "UPDATE counter SET n = n + 1;");
        losingTheResultOfACommit(this::remember, migrator -> migrator.upgrade("heads"));

        assertThat(waits).hasSize(1);
        assertThat(text("SELECT n FROM counter")).isEqualTo("1");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void oneDownIsOneDownAlsoWhenTheAnswerIsLost() throws Exception {
        revisions.table("a", "").table("b", "a").table("c", "b");
        migrator().upgrade("heads");
        losingTheResultOfACommit(this::remember, migrator -> migrator.downgrade("-1"));

        assertThat(waits).hasSize(1);
        assertThat(applied()).containsExactly("a", "b");
    }

    private void hold(Connection reader) throws SQLException {
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("SET application_name = 'report'");
            statement.execute("SELECT * FROM busy");
        }
    }

    /** A block that fails in the first two attempts. */
    private static String failingTwiceWith(String state) {
        return "DO $$ BEGIN IF nextval('public.tries') < 3 THEN RAISE EXCEPTION 'in the way' USING ERRCODE = '" + state
                + "'; END IF; END $$;";
    }

    private Migrator listening() {
        return builder().listener(this::remember).build();
    }

    private Migrator listening(ThrowingListener listener) {
        return builder()
                .listener(this::remember)
                .listener(event -> {
                    if (event instanceof MigrationEvent.WaitingToRetry wait) {
                        try {
                            listener.on(wait);
                        } catch (SQLException failure) {
                            throw new IllegalStateException(failure);
                        }
                    }
                })
                .build();
    }

    private void remember(MigrationEvent event) {
        if (event instanceof MigrationEvent.WaitingToRetry wait) {
            waits.add(wait);
        }
    }

    private void changeOfABusyTable() {
        sql("CREATE TABLE busy (id int)");
        revisions.irreversible("a", "", "ALTER TABLE busy ADD COLUMN name text;");
    }

    private interface ThrowingListener {
        void on(MigrationEvent.WaitingToRetry wait) throws SQLException;
    }
}
