// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.version.BatchStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Requests of operators to batches, from another process than the one that runs them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BatchRequestTests extends MigratorTestBase {

    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void fill() {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL DEFAULT 0)");
        sql("INSERT INTO t SELECT i FROM generate_series(1, 3000) i");
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = v + 1;");
    }

    @Test
    void aBatchIsPausedSlowedDownAndResumedWhileItRuns() {
        Batches batches = migrator().batches();

        builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> {
                    if (seen.isEmpty()) {
                        seen.add(batches.speed("a", 50).get(0).speed() + " %");
                        seen.add(batches.pause("a").get(0).state());
                    }
                }))
                .listener(at(MigrationEvent.BatchHeld.class, event -> {
                    seen.add(batches.list().get(0).state());
                    batches.resume("a");
                }))
                .build()
                .upgrade("heads");

        assertThat(seen).containsExactly("50 %", "PAUSED", "PAUSED");
        BatchStatus done = batches.list().get(0);
        assertThat(done.state()).isEqualTo("DONE");
        assertThat(done.rows()).isEqualTo(new BatchStatus.Rows(3000, done.rows().estimate(), 3000));
    }

    @Test
    void aCancelledBatchFailsItsRevisionAndGoesOnWhenItIsResumed() {
        Batches batches = migrator().batches();

        RevisionFailedException cancelled = catchThrowableOfType(
                RevisionFailedException.class,
                () -> builder()
                        .listener(at(MigrationEvent.BatchCommitted.class, event -> batches.cancel("a")))
                        .build()
                        .upgrade("heads"));

        assertThat(cancelled.problem()).contains("the batch was cancelled");
        assertThat(text("SELECT count(*) FROM t WHERE v = 1")).isNotEqualTo("3000");
        batches.resume("a");
        migrator().upgrade("heads");
        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("1 1");
    }

    @Test
    void aCancelledBatchInTheBackgroundGoesOnAfterAnApprovalOnly() {
        revisions.irreversible("a", "", "-- @batch table=t key=id mode=background\nUPDATE t SET v = v + 1;");
        Migrator migrator = builder().build();
        Batches batches = migrator.batches();
        migrator.upgrade("heads");
        Migrator worker = builder()
                .listener(at(MigrationEvent.BatchCommitted.class, event -> batches.cancel("a")))
                .build();
        assertThat(catchThrowable(worker::work)).hasMessageContaining("the batch was cancelled");

        assertThat(catchThrowable(() -> batches.resume("a")))
                .isInstanceOf(UnknownBatchException.class)
                .hasMessageContainingAll("in the background has failed: ", "approve a");
        assertThat(batches.list().get(0).state()).isEqualTo("CANCELLED");

        migrator.approve("a");
        migrator.work();
        assertThat(batches.list().get(0).state()).isEqualTo("DONE");
        assertThat(text("SELECT concat_ws(' ', min(v), max(v)) FROM t")).isEqualTo("1 1");
    }

    @Test
    void aRequestWithoutABatchIsRefused() {
        assertThat(migrator().batches().list()).isEmpty();
        UnknownBatchException none = catchThrowableOfType(
                UnknownBatchException.class, () -> migrator().batches().pause("a"));
        migrator().upgrade("heads");
        UnknownBatchException done = catchThrowableOfType(
                UnknownBatchException.class, () -> migrator().batches().pause("a"));

        assertThat(none.problem()).isEqualTo("No batch of the revision 'a' has begun.");
        assertThat(done.problem()).isEqualTo("The batches of the revision 'a' are DONE.");
        assertThat(none.remedy()).contains("batch list", "full id");
        assertThat(done.remedy()).contains("batch list").doesNotContain("full id");
    }
}
