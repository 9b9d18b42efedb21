// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.setting.LockLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Who blocks a revision, and what is done about it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BlockerTests extends MigratorTestBase {

    private static final String ROLE = "migration_blocker_role";

    @BeforeEach
    void createTable() {
        sql("CREATE TABLE busy (id int)");
        revisions.irreversible("a", "", "ALTER TABLE busy ADD COLUMN name text;");
    }

    @AfterEach
    void dropRole() {
        sql("DROP TABLE IF EXISTS busy");
        sql("DO $$ BEGIN IF to_regrole('" + ROLE + "') IS NOT NULL THEN DROP OWNED BY " + ROLE + " CASCADE; DROP ROLE "
                + ROLE + "; END IF; END $$");
    }

    @Test
    void aSessionThatIsIdleInATransactionIsNamedAndStays() throws SQLException {
        try (Connection idle = transaction("SELECT * FROM busy")) {
            Throwable failure = catchThrowable(() -> upgrade(Optional.empty()));

            assertThat(failure).hasMessageContaining("idle in transaction for");
            rollback(idle);
        }
    }

    @Test
    void aSessionThatIsIdleInATransactionIsTerminatedOnRequest() throws SQLException {
        try (Connection idle = transaction("SELECT * FROM busy")) {
            upgrade(Optional.of(Duration.ofMillis(300)));

            assertThat(catchThrowable(() -> idle.createStatement().execute("SELECT 1")))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void aSessionThatRunsAStatementIsNeverTerminated() throws Exception {
        try (Connection report = database.dataSource().getConnection()) {
            report.setAutoCommit(false);
            report.createStatement().execute("SELECT * FROM busy");
            CompletableFuture<Optional<Throwable>> sleeper = CompletableFuture.supplyAsync(() -> Optional.ofNullable(
                    catchThrowable(() -> report.createStatement().execute("SELECT pg_sleep(5)"))));
            database.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                    + " AND datname = current_database() AND query = 'SELECT pg_sleep(5)'");

            Throwable outcome = catchThrowable(() -> upgrade(Optional.of(Duration.ZERO)));

            assertThat(outcome == null || outcome instanceof RevisionFailedException)
                    .as("%s", outcome)
                    .isTrue();
            assertThat(sleeper.get()).isEmpty();
            assertThat(report.isValid(10)).isTrue();
            rollback(report);
        }
    }

    @Test
    void aRoleThatMayNotSeeWhatTheOtherDoesSaysSo() throws SQLException {
        sql("CREATE ROLE " + ROLE + " LOGIN PASSWORD 'x'");
        sql("GRANT CREATE ON SCHEMA public TO " + ROLE);
        sql("ALTER TABLE busy OWNER TO " + ROLE);
        try (Connection idle = transaction("SELECT * FROM busy")) {
            Throwable failure = catchThrowable(() -> builder()
                    .dataSource(source(database.url(), ROLE, "x"))
                    .settings(impatient(Optional.of(Duration.ofMillis(1))))
                    .build()
                    .upgrade("heads"));

            assertThat(failure)
                    .hasMessageContaining("user " + database.username())
                    .hasMessageContaining("its activity is hidden from this role")
                    .message()
                    .doesNotContain("0 ms:", "insufficient privilege");
            rollback(idle);
        }
    }

    @Test
    void aPreparedTransactionIsNamed() throws SQLException {
        sql("BEGIN; INSERT INTO busy VALUES (1); PREPARE TRANSACTION 'forgotten'");
        try {
            Throwable failure = catchThrowable(() -> upgrade(Optional.empty()));

            assertThat(failure).hasMessageContaining("prepared transaction 'forgotten'");
        } finally {
            sql("ROLLBACK PREPARED 'forgotten'");
        }
    }

    @Test
    void hooksHaveTheSameStrategy() throws SQLException {
        revisions.write("h", "-- @hook before-upgrade\nLOCK TABLE busy;");
        try (Connection idle = transaction("SELECT * FROM busy")) {
            upgrade(Optional.of(Duration.ofMillis(300)));

            assertThat(catchThrowable(() -> idle.createStatement().execute("SELECT 1")))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(applied()).containsExactly("a");
    }

    private void upgrade(Optional<Duration> terminateIdleAfter) {
        builder().settings(impatient(terminateIdleAfter)).build().upgrade("heads");
    }

    private MigrationSettings impatient(Optional<Duration> terminateIdleAfter) {
        return settings().toBuilder()
                .retryFor(Duration.ofSeconds(3))
                .lockLimits(new LockLimits(
                        Optional.empty(), LockLimits.DEFAULTS.maxWait(), terminateIdleAfter, Duration.ZERO))
                .build();
    }
}
