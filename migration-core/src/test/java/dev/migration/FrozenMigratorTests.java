// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;
import dev.migration.setting.LockLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A process that stops in the middle of a transaction must not hold the locks of the application for ever. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FrozenMigratorTests extends MigratorTestBase {

    private static final String IDLE = "current_setting('idle_in_transaction_session_timeout')";

    @BeforeEach
    void createTables() {
        sql("CREATE TABLE busy (id int)");
        sql("CREATE TABLE seen (what text)");
    }

    @Test
    void theServerLimitsHowLongTheTransactionOfAScriptIsIdle() {
        revisions
                .irreversible("a", "", "INSERT INTO seen SELECT 'a ' || " + IDLE)
                .irreversible("b", "a", "SET idle_in_transaction_session_timeout = 0")
                .irreversible(
                        "c",
                        "b",
                        "CREATE INDEX CONCURRENTLY ix ON busy (id);\nINSERT INTO seen SELECT 'c ' || " + IDLE);

        migrator().upgrade("heads");

        assertThat(text("SELECT string_agg(what, ', ' ORDER BY what) FROM seen"))
                .isEqualTo("a 10s, c 10s");
    }

    @Test
    void aJavaRevisionHasALimitOfItsOwn() {
        revisions.irreversible("b", "j", "INSERT INTO seen SELECT 'b ' || " + IDLE);

        builder().javaRevisions(List.of(new Slow("0"))).build().upgrade("heads");

        assertThat(text("SELECT string_agg(what, ', ' ORDER BY what) FROM seen"))
                .isEqualTo("b 10s, j 10min");
    }

    @Test
    void aJavaRevisionThatIsIdleForTooLongFailsWithAdvice() {
        revisions.irreversible("b", "j", "SELECT 1");
        Migrator migrator = builder()
                .javaRevisions(List.of(new Slow("2")))
                .settings(settings().toBuilder()
                        .retryFor(Duration.ZERO)
                        .lockLimits(new LockLimits(
                                Optional.empty(), Duration.ofSeconds(1), Optional.empty(), Duration.ofMillis(100)))
                        .build())
                .build();

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(failure -> assertThat(failure.sqlState()).isEqualTo("25P03"))
                .satisfies(failure -> assertThat(failure.remedy()).contains("migration.java-idle-timeout"));
    }

    @Tag("slow")
    @Test
    void theLocksOfASuspendedProcessAreReleasedAndItContinuesLater() throws Exception {
        revisions.irreversible(
                "a",
                "",
                "ALTER TABLE busy ADD COLUMN name text; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(42);");
        Process child = suspendedAtTheGate();
        try {
            database.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE state = 'idle in transaction'"
                    + " AND datname = current_database()");

            // The application reads as soon as the server has ended the session.
            assertThat(text("SELECT count(*) FROM busy")).isEqualTo("0");

            assertThat(applied()).isEmpty();
            assertContinues(child);
        } finally {
            child.destroyForcibly();
        }
        assertThat(applied()).containsExactly("a");
        assertThat(history()).containsExactly("UPGRADE a RETRY", "UPGRADE a APPLIED");
    }

    /** The server has no limit for a client that sends no data in a COPY; another instance that waits for the lock has one. */
    @Tag("slow")
    @Test
    void anotherInstanceEndsASuspendedCopy() throws Exception {
        sql("CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NEW.id = 5000 THEN PERFORM pg_advisory_xact_lock(42); END IF; RETURN NEW; END $$");
        sql("CREATE TRIGGER gate BEFORE INSERT ON busy FOR EACH ROW EXECUTE FUNCTION gate()");
        StringBuilder rows = new StringBuilder("ALTER TABLE busy ADD COLUMN filler text;\nSET LOCAL lock_timeout = 0;\n"
                + "COPY busy (id, filler) FROM STDIN;\n");
        for (int row = 0; row < 100_000; row++) {
            rows.append(row).append('\t').append("x".repeat(300)).append('\n');
        }
        revisions.irreversible("a", "", rows.append("\\.\n").toString());
        Process child = suspendedAtTheGate();
        try {
            database.await(
                    "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'ClientRead' AND state = 'active'"
                            + " AND datname = current_database()");

            migrator().upgrade("heads");

            assertThat(text("SELECT count(*) FROM busy")).isEqualTo("100000");
            assertContinues(child);
        } finally {
            child.destroyForcibly();
        }
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE a RETRY");
    }

    /** A process that upgrades, and that is stopped before it has the advisory lock 42; then the lock is free. */
    private Process suspendedAtTheGate() throws Exception {
        try (Connection gate = database.dataSource().getConnection()) {
            gate.createStatement().execute("SELECT pg_advisory_lock(42)");
            Process child = ChildProcess.start(this, Child.class);
            database.await("SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
                    + " AND objid = 42" + HERE);
            signal(child, "STOP");
            return child;
        }
    }

    private static void assertContinues(Process child) throws Exception {
        signal(child, "CONT");
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).isZero();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            ChildProcess.migrator(arguments).upgrade("heads");
        }
    }

    /** Works between two statements; a second connection does this work, because a test does not sleep. */
    @RevisionHeader(revision = "j")
    private final class Slow implements JavaRevision {

        private final String seconds;

        private Slow(String seconds) {
            this.seconds = seconds;
        }

        @Override
        public void upgrade(MigrationContext context) throws SQLException {
            context.jdbc().sql("INSERT INTO seen SELECT 'j ' || " + IDLE).update();
            text("SELECT pg_sleep(" + seconds + ")::text");
            context.jdbc().sql("SELECT 1").query(Integer.class).single();
        }
    }
}
