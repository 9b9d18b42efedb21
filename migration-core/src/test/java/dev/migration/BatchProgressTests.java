// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.migration.event.BatchProgress;
import dev.migration.event.MigrationEvent;

import static org.assertj.core.api.Assertions.assertThat;

class BatchProgressTests extends MigratorTestBase {

    @Test
    void theRemainingTimeFollowsFromRowsAndRate() {
        BatchProgress progress = new BatchProgress(
                "public.t", 250_000, 1_000_000, 90_000, 1, 50_000, Optional.empty(), Duration.ZERO, false);

        assertThat(progress.part()).isEqualTo(0.25);
        assertThat(progress.remaining()).contains(Duration.ofSeconds(15));
        assertThat(progress)
                .hasToString(
                        "public.t: 250,000 of about 1,000,000 rows (25 %), 50,000 rows/s, about 15 s left, 1 set aside");
        assertThat(new BatchProgress("t", 5, 0, 5, 0, 10, Optional.empty(), Duration.ZERO, false).remaining())
                .isEmpty();
        assertThat(new BatchProgress("t", 12, 10, 12, 0, 10, Optional.empty(), Duration.ZERO, false).part())
                .isLessThan(1);
    }

    @Test
    void neverAreMoreRowsDoneThanThereAre() {
        assertThat(new BatchProgress("t", 2_001, 550, 1, 0, 10, Optional.empty(), Duration.ZERO, false))
                .hasToString("t: 2,001 rows, 10 rows/s");
        assertThat(BatchProgress.rows(2_001, 550)).isEqualTo("2,001 rows");
        assertThat(BatchProgress.rows(550, 550)).isEqualTo("550 of about 550 rows");
    }

    @Test
    void aRunShowsHowManyRowsAreDone() {
        sql("CREATE TABLE t (id int PRIMARY KEY, v int DEFAULT 0)");
        sql("INSERT INTO t SELECT i FROM generate_series(1, 5000) i");
        sql("ANALYZE t");
        revisions.irreversible("a", "", "-- @batch table=t key=id\nUPDATE t SET v = v + 1;");
        List<BatchProgress> seen = new ArrayList<>();
        Migrator[] running = new Migrator[1];
        running[0] = builder()
                .listener(at(
                        MigrationEvent.BatchCommitted.class,
                        event -> running[0]
                                .reader()
                                .progress()
                                .flatMap(run -> run.batch())
                                .ifPresent(seen::add)))
                .build();

        running[0].upgrade("heads");

        assertThat(seen).first().satisfies(first -> {
            assertThat(first.passed()).isEqualTo(500);
            assertThat(first.estimate()).isEqualTo(5_000);
            assertThat(first.rowsPerSecond()).isPositive();
        });
        assertThat(running[0].reader().progress()).isEmpty();
    }
}
