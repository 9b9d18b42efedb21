// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.LockStatus;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.failure.RevisionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The statements of other sessions are shown without the secrets of the settings: they may run the same scripts. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SessionSecretTests extends MigratorTestBase {

    private static final String SECRET = "hunter2  s3cret";

    /** Only a part of a statement is shown; this one would be cut in the middle of the secret. */
    private static final String READ = "SELECT id, '%s' FROM busy WHERE note <> '%s'".formatted("x".repeat(52), SECRET);

    private final List<MigrationEvent> events = new ArrayList<>();

    @BeforeEach
    void createTable() {
        sql("CREATE TABLE busy (id int, note text)");
    }

    @Test
    void aBlockerIsShownWithoutThem() throws SQLException {
        revisions.irreversible("a", "", "ALTER TABLE busy ADD COLUMN name text;");
        try (Connection idle = transaction(READ)) {
            RevisionFailedException failure = catchThrowableOfType(
                    RevisionFailedException.class,
                    () -> migrator(Duration.ofSeconds(5)).upgrade("heads"));

            assertThat(failure.problem()).contains("FROM busy").doesNotContain("hunter2", "s3cret");
            assertThat(events).asString().contains("FROM busy").doesNotContain("hunter2", "s3cret");
            rollback(idle);
        }
    }

    @Test
    void theSessionsAroundTheLockAreShownWithoutThem() throws Exception {
        revisions.irreversible("a", "", "CREATE INDEX CONCURRENTLY busy_note ON busy ((note || '${PW}'));");
        try (Connection gate = transaction("LOCK TABLE busy IN ROW EXCLUSIVE MODE /* " + SECRET + " */")) {
            Future<?> run = threads.submit(() -> migrator(Duration.ofMinutes(1)).upgrade("heads"));
            database.await("SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'virtualxid' AND NOT granted"
                    + " AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())");
            Future<?> blocked = threads.submit(() ->
                    jdbc().sql("CREATE INDEX ON busy (id) /* " + SECRET + " */").update());
            database.await(
                    "SELECT count(*) = 1 FROM pg_locks WHERE relation = 'busy'::regclass AND NOT granted" + HERE);

            LockStatus lock = migrator(Duration.ZERO).reader().snapshot().lock();
            LockNotObtainedException refused = catchThrowableOfType(
                    LockNotObtainedException.class,
                    () -> builder()
                            .settings(settings(Duration.ZERO).toBuilder()
                                    .lockWait(Duration.ofMillis(10))
                                    .build())
                            .build()
                            .upgrade("heads"));

            assertThat(lock.holder().orElseThrow().statement()).contains("note || '***'");
            assertThat(lock.blocked()).hasSize(1);
            assertThat(lock.blocking()).hasSize(1);
            assertThat(lock).asString().doesNotContain("hunter2", "s3cret");
            assertThat(refused.problem()).contains("pid ").doesNotContain("hunter2", "s3cret");
            rollback(gate);
            run.get();
            blocked.get();
        }
    }

    @Test
    void anEntryOfTheHistoryThatIsOlderThanTheDeclarationIsShownWithoutThem() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        sql("UPDATE migration_history SET detail = 'failed at ''" + SECRET + "'''");

        MigrationReader reader = migrator(Duration.ZERO).reader();

        assertThat(reader.entries(9)).asString().contains("failed at '***'");
        assertThat(reader.record("a")).asString().contains("failed at '***'").doesNotContain("hunter2");
        assertThat(reader.snapshot().last()).asString().contains("failed at '***'");
    }

    private Migrator migrator(Duration retryFor) {
        return builder().settings(settings(retryFor)).listener(events::add).build();
    }

    private MigrationSettings settings(Duration retryFor) {
        return settings().toBuilder()
                .retryFor(retryFor)
                .variables(Map.of("PW", SECRET, "secret", "PW"))
                .build();
    }
}
