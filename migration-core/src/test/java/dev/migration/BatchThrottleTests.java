// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.BatchProgress;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.script.InvalidScriptsException;
import dev.migration.setting.BatchLimits;
import dev.migration.setting.BatchOption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Reasons for which no batch begins. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BatchThrottleTests extends MigratorTestBase {

    private static final String UPDATE = "\nUPDATE t SET v = v + 1;";

    private final List<BatchProgress> held = new ArrayList<>();

    @BeforeEach
    void fill() {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0)");
        sql("INSERT INTO t SELECT i FROM generate_series(1, 3000) i");
    }

    @Test
    void aQueryOfTheUserHoldsBatchesAndItsReasonIsStoredAndShown() {
        sql("CREATE TABLE load (busy text)");
        sql("INSERT INTO load VALUES ('the month is being closed')");
        revisions.irreversible("a", "", "-- @batch table=t key=id hold-if=\"SELECT busy FROM load\"" + UPDATE);
        List<String> rows = new ArrayList<>();

        upgradeAnd(() -> {
            rows.add(
                    text("SELECT concat_ws(' ', state, reason, held_until > now(), rows_passed) FROM migration_batch"));
            sql("UPDATE load SET busy = 'false'");
        });

        assertThat(held.get(0)).asString().contains("held until ").endsWith(": the month is being closed");
        assertThat(rows).containsExactly("RUNNING the month is being closed t 0");
        assertThat(text("SELECT concat_ws(' ', state, reason, held_until, held_seconds > 4, rows_changed)"
                        + " FROM migration_batch"))
                .isEqualTo("DONE t 3000");
    }

    @Test
    void outsideOfItsHoursABatchIsHeldAndMayBeCancelled() {
        LocalTime now = OffsetDateTime.now(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        String hours = now.plusHours(2) + "-" + now.plusHours(3) + " UTC";
        revisions.irreversible("a", "", "-- @batch table=t key=id only=\"" + hours + "\"" + UPDATE);

        RevisionFailedException cancelled = catchThrowableOfType(
                RevisionFailedException.class,
                () -> upgradeAnd(() -> sql("UPDATE migration_batch SET state = 'CANCELLED'")));

        assertThat(held.get(0).hold().orElseThrow().reason()).isEqualTo("outside of " + hours);
        assertThat(cancelled.problem()).contains("the batch was cancelled");
        assertThat(text("SELECT max(v) FROM t")).isEqualTo("0");
    }

    @Test
    void aReplicationSlotThatRetainsTooMuchHoldsBatches() {
        text("SELECT pg_create_physical_replication_slot('throttle_tests', true)::text");
        try {
            revisions.irreversible("a", "", "-- @batch table=t key=id max-wal=1B" + UPDATE);

            upgradeAnd(this::dropSlot);

            assertThat(held.get(0)).asString().contains("replication slot throttle_tests retains", "nobody reads it");
            assertThat(text("SELECT min(v) FROM t")).isEqualTo("1");
        } finally {
            dropSlot();
        }
    }

    @Test
    void deadRowsHoldBatchesOnlyIfAutovacuumWillRemoveThem() {
        sql("ALTER TABLE t SET (autovacuum_enabled = false)");
        sql("UPDATE t SET v = v");
        revisions.irreversible("a", "", "-- @batch table=t key=id max-dead-rows=1 wait-for-vacuum=true" + UPDATE);
        List<String> notes = new ArrayList<>();

        builder()
                .listener(at(MigrationEvent.BatchHeld.class, event -> held.add(event.progress())))
                .listener(at(MigrationEvent.BatchNote.class, event -> notes.add(event.message())))
                .build()
                .upgrade("heads");

        assertThat(held).isEmpty();
        assertThat(notes)
                .containsExactly(
                        "The dead rows of public.t are not watched: autovacuum, which would remove them, is turned off");
    }

    @Test
    void theSettingsHoldForEachBatchThatSaysNothingElse() {
        revisions.irreversible("a", "", "-- @batch table=t key=id hold-if=\"SELECT false\"" + UPDATE);
        revisions.irreversible("b", "a", "-- @batch table=t key=id" + UPDATE);
        BatchLimits limits = BatchOption.HOLD_IF
                .apply(BatchLimits.DEFAULTS, "SELECT min(v) < 2 AND NOT EXISTS (SELECT FROM t WHERE id = 0) FROM t")
                .orElseThrow();

        builder()
                .settings(settings().toBuilder().batchLimits(limits).build())
                .listener(at(MigrationEvent.BatchHeld.class, event -> {
                    held.add(event.progress());
                    sql("INSERT INTO t VALUES (0, 1) ON CONFLICT DO NOTHING");
                }))
                .build()
                .upgrade("heads");

        assertThat(held).singleElement().asString().endsWith("hold-if is true");
        assertThat(text("SELECT min(v) FROM t WHERE id > 0")).isEqualTo("2");
    }

    @Test
    void aQueryThatFailsStopsTheRevisionAndKeepsTheCheckpoint() {
        revisions.irreversible("a", "", "-- @batch table=t key=id hold-if=\"SELECT nothing FROM nowhere\"" + UPDATE);

        RevisionFailedException failed = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failed.problem()).contains("the query of 'hold-if' fails", "nowhere", "42P01");
        assertThat(failed.remedy()).contains("migration.batch.hold-if");
        assertThat(text("SELECT state FROM migration_batch")).isEqualTo("RUNNING");
    }

    @Test
    void aPausedBatchIsShownAndALowerSpeedRests() {
        revisions.irreversible("a", "", "-- @batch table=t key=id" + UPDATE);

        builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> {
                    if (held.isEmpty()) {
                        sql("UPDATE migration_batch SET state = 'PAUSED', speed = 50");
                    }
                }))
                .listener(at(MigrationEvent.BatchHeld.class, event -> {
                    held.add(event.progress());
                    sql("UPDATE migration_batch SET state = 'RUNNING'");
                }))
                .build()
                .upgrade("heads");

        assertThat(held.get(0)).asString().endsWith("held: paused");
        assertThat(text("SELECT concat_ws(' ', state, rows_changed) FROM migration_batch"))
                .isEqualTo("DONE 3000");
    }

    @Test
    void allFaultsOfTheLimitsAreReportedAtOnce() {
        revisions.irreversible(
                "a",
                "",
                "-- @batch table=t key=id max-lag=soon max-wal=10XB max-dead-rows=101 wait-for-vacuum=yes only=night"
                        + UPDATE);

        InvalidScriptsException refused = catchThrowableOfType(
                InvalidScriptsException.class, () -> migrator().revisions());

        assertThat(refused.problem())
                .contains("'max-lag' is 'soon', which is not a duration")
                .contains("'max-wal' is '10XB', which is not a size")
                .contains("'max-dead-rows' is '101'")
                .contains("'wait-for-vacuum' is 'yes'")
                .contains("'only' is 'night', which is not a time window");
    }

    private void dropSlot() {
        text("SELECT count(pg_drop_replication_slot(slot_name)) FROM pg_replication_slots"
                + " WHERE slot_name = 'throttle_tests'");
    }

    private void upgradeAnd(Runnable whenHeld) {
        builder()
                .listener(at(MigrationEvent.BatchHeld.class, event -> {
                    held.add(event.progress());
                    whenHeld.run();
                }))
                .build()
                .upgrade("heads");
    }
}
