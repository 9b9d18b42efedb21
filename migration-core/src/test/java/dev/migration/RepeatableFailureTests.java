// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.report.StateChangedException;
import dev.migration.script.InvalidScriptsException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Repeatables with conflicts, failures and concurrent runs. */
class RepeatableFailureTests extends RepeatableTestBase {

    /** A view whose script loses the session in the first two attempts. */
    private static final String LOSES_TWO_SESSIONS = VIEW + """

            DO $$ BEGIN
              IF nextval('tries') < 3 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
            END $$;
            """;

    private final List<MigrationEvent> events = new ArrayList<>();

    @BeforeEach
    void countAttempts() {
        // A sequence does not take part in a rollback.
        sql("CREATE SEQUENCE tries");
    }

    @Test
    void oneThatFailsRollsTheLastRevisionBackAndIsNamed() {
        revisions.table("a", "").table("b", "a");
        revisions.repeatable("v", "", VIEW);
        revisions.repeatable("w", "", "\nCREATE VIEW w AS\n  SELECT nothing FROM a;");

        RevisionFailedException failure = failedUpgrade(listening(), RevisionFailedException.class);

        assertThat(failure.revision()).isEqualTo("b");
        assertThat(failure.source()).endsWith("w.sql");
        assertThat(failure.line()).isEqualTo(4);
        assertThat(failure.problem())
                .startsWith("Repeatable w (")
                .contains("failed after revision b, in its transaction. Both were rolled back")
                .contains("w.sql:4:10")
                .contains("Committed before it: a.");

        assertThat(applied()).containsExactly("a");
        assertThat(tables()).containsExactly("a");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b FAILED");
    }

    @Test
    void oneThatFailsWithoutARevisionRollsTheOthersBackAndIsNamed() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.repeatable("v", "", VIEW);
        revisions.repeatable("w", "", "CREATE VIEW w AS SELECT nothing FROM a;");

        RevisionFailedException failure = failedUpgrade(listening(), RevisionFailedException.class);

        assertThat(failure.revision()).isEqualTo("repeatable:w");
        assertThat(failure.problem())
                .contains("Repeatable w (")
                .contains("All repeatables of this run were rolled back")
                .contains("w.sql:2:25");

        assertThat(applied()).containsExactly("a");
        assertThat(history()).endsWith("UPGRADE repeatable:w FAILED");
        assertThat(events(MigrationEvent.RevisionFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.step().isRepeatable()).isTrue());
        assertThat(events(MigrationEvent.RevisionStarted.class)).isEmpty();
    }

    @Test
    void afterARevisionInSegmentsThatRevisionStays() {
        revisions.irreversible("a", "", "CREATE TABLE a (id int); CREATE INDEX CONCURRENTLY ix ON a (id);");
        revisions.repeatable("w", "", "CREATE VIEW w AS SELECT nothing FROM a;");

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .withMessageContaining("Committed before it: a.");

        assertThat(applied()).containsExactly("a");
        assertThat(migrator().reader().status().pendingRepeatables()).containsExactly("w");
    }

    @Test
    void aFailureOfTheLastRevisionLeavesTheOldText() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        revisions.repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT id, 1 AS one FROM a;");
        revisions.irreversible("b", "a", "SELECT 1 / 0;");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.source()).endsWith("b.sql");

        assertThat(text("SELECT count(*) FROM pg_attribute WHERE attrelid = 'v'::regclass"))
                .isEqualTo("1");
    }

    @Test
    void whatARevisionDroppedIsMadeAgainAlsoWhenALaterRevisionFails() {
        revisions.table("a", "");
        revisions.repeatable("v", "", VIEW);
        migrator().upgrade("heads");
        revisions.write("b", "-- @revision b\n-- @revises a\n-- @reapply v\n-- @upgrade\nDROP VIEW v;");
        revisions.irreversible("c", "b", "SELECT 1 / 0;");
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator().upgrade("heads"));
        assertThat(applied()).containsExactly("a", "repeatable:v", "b");
        revisions.table("c", "b");

        migrator().upgrade("heads");

        assertThat(text("SELECT to_regclass('v')::text")).isEqualTo("v");
    }

    @Test
    void lockedTableIsRetriedUntilItIsFree() throws SQLException {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.repeatable(
                "t",
                "",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW"
                        + " EXECUTE FUNCTION suppress_redundant_updates_trigger();");
        try (Connection writer = database.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("LOCK TABLE a IN ROW EXCLUSIVE MODE");
            builder()
                    .listener(events::add)
                    .listener(event -> {
                        if (event instanceof MigrationEvent.WaitingToRetry wait && wait.attempts() == 2) {
                            rollback(writer);
                        }
                    })
                    .build()
                    .upgrade("heads");
        }

        assertThat(applied()).containsExactly("a", "repeatable:t");
        assertThat(history())
                .endsWith("UPGRADE repeatable:t RETRY", "UPGRADE repeatable:t RETRY", "UPGRADE repeatable:t APPLIED");
        assertThat(events(MigrationEvent.WaitingToRetry.class))
                .extracting(wait -> wait.step().revision().id())
                .containsOnly("repeatable:t");
    }

    @Test
    void repeatableHasARetryBudgetOfItsOwn() throws SQLException {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.write("t", "-- @repeatable t\n-- @retry-for 0s\n-- @lock-timeout 20ms\nLOCK TABLE a;");
        try (Connection writer = transaction("LOCK TABLE a IN ROW EXCLUSIVE MODE")) {
            RevisionFailedException failure = failedUpgrade(listening(), RevisionFailedException.class);

            assertThat(failure.sqlState()).isEqualTo("55P03");
            rollback(writer);
        }
        assertThat(events(MigrationEvent.WaitingToRetry.class)).isEmpty();
    }

    @Test
    void aSessionThatDiesInTheMiddleIsReplacedAndNothingIsLost() {
        revisions.table("a", "").table("b", "a");
        revisions.repeatable("u", "", "CREATE VIEW u AS SELECT 1 AS one;");
        revisions.repeatable("v", "", LOSES_TWO_SESSIONS);

        listening().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b", "repeatable:u", "repeatable:v");
        assertThat(history()).filteredOn(row -> row.endsWith("RETRY")).hasSize(2);
        assertThat(events(MigrationEvent.RepeatableApplied.class)).hasSize(2);
    }

    @Test
    void aSessionThatDiesInATransactionOfRepeatablesIsReplaced() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.repeatable("u", "", "CREATE VIEW u AS SELECT 1 AS one;");
        revisions.repeatable("v", "", LOSES_TWO_SESSIONS);

        listening().upgrade("heads");

        assertThat(applied()).containsExactly("a", "repeatable:u", "repeatable:v");
        assertThat(text("SELECT last_value FROM tries")).isEqualTo("3");
    }

    @Test
    void commitWithoutAResultIsNotRepeated() throws Exception {
        revisions.repeatable("u", "", "SELECT nextval('tries');");
        losingTheResultOfACommit(events::add, migrator -> migrator.upgrade("heads"));

        assertThat(events(MigrationEvent.WaitingToRetry.class)).hasSize(1);
        assertThat(text("SELECT last_value FROM tries")).isEqualTo("1");
        assertThat(applied()).containsExactly("repeatable:u");
    }

    /** In a DO block inside a transaction the server itself refuses COMMIT, before anything is lost. */
    @Test
    void aCommitInABlockIsRefusedByTheServer() {
        revisions.repeatable("u", "", "DO $$ BEGIN COMMIT; END $$;");

        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("2D000");

        assertThat(applied()).isEmpty();
        assertThat(history()).containsExactly("UPGRADE repeatable:u FAILED");
    }

    /** The server obeys COMMIT as a statement: only this library can refuse it. */
    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "END", "ROLLBACK", "ABORT", "COMMIT AND CHAIN", "PREPARE TRANSACTION 'u'"})
    void oneThatEndsItsTransactionIsFoundOutBeforeItRuns(String statement) {
        revisions.repeatable("u", "", "CREATE TABLE u ();\n" + statement + ";");

        assertThatExceptionOfType(InvalidScriptsException.class)
                .isThrownBy(() -> migrator().upgrade("heads"))
                .withMessageContaining(statement.split(" ")[0]);

        assertThat(tables()).isEmpty();
    }

    @Test
    void sixAtOnceApplyEachOnce() throws Exception {
        revisions.table("a", "");
        migrator().upgrade("heads");
        revisions.repeatable("u", "", "SELECT nextval('tries');");
        revisions.repeatable("v", "", VIEW);

        atOnce(6, () -> migrator().upgrade("heads"));

        assertThat(text("SELECT last_value FROM tries")).isEqualTo("1");
        assertThat(history()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void aSecondSessionThatPlannedTooEarlyDoesNotApplyThemAgain() {
        revisions.repeatable("u", "", "SELECT nextval('tries');");

        // When Started is published, nothing has run.
        assertThatExceptionOfType(StateChangedException.class)
                .isThrownBy(() -> builder()
                        .listener(event -> {
                            if (event instanceof MigrationEvent.Started) {
                                sql(
                                        "INSERT INTO migration_revision (revision, down_revisions, depends_on, branch_labels, replaces,"
                                                + " message, type, checksum, state, applied_at, duration_millis, applied_by, host, application,"
                                                + " tool_version) VALUES ('repeatable:u', '{}', '{}', '{}', '{}', '', 'REPEATABLE', 'v1:x',"
                                                + " 'APPLIED', now(), 0, '', '', '', '')");
                            }
                        })
                        .build()
                        .upgrade("heads"));

        assertThat(migrator().reader().status().pendingRepeatables()).containsExactly("u");
        assertThat(text("SELECT is_called FROM tries")).isEqualTo("f");
    }

    private <T extends MigrationEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Migrator listening() {
        return builder()
                .settings(
                        settings().toBuilder().retryFor(Duration.ofSeconds(30)).build())
                .listener(events::add)
                .build();
    }
}
