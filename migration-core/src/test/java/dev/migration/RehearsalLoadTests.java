// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.migration.rehearsal.RehearsalEnd;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.rehearsal.RehearsalReport;

import static org.assertj.core.api.Assertions.assertThat;

/** A rehearsal on a million rows beside a writer; prints how long the writer waited. */
@Tag("slow")
class RehearsalLoadTests extends MigratorTestBase {

    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong written = new AtomicLong();

    @Test
    void theWriterWaitsForALimitedTimeAndNothingIsCommitted() throws Exception {
        revisions.irreversible(
                "start",
                "",
                "CREATE TABLE big (id int PRIMARY KEY, n int, filler text);"
                        + " INSERT INTO big SELECT g, 0, repeat('x', 100) FROM generate_series(1, 1000000) g;");
        migrator().upgrade("heads");
        revisions.irreversible("add", "start", "ALTER TABLE big ADD COLUMN x int;");
        revisions.irreversible("rewrite", "add", "ALTER TABLE big ALTER COLUMN n TYPE bigint;");
        revisions.irreversible("update", "rewrite", "UPDATE big SET n = n + 1;");
        String file = text("SELECT pg_relation_filenode('big')");

        Future<?> writer = threads.submit(this::write);
        while (written.get() < 100) {
            Thread.onSpinWait();
        }
        longest.set(0);
        RehearsalReport report = migrator().rehearse("heads", RehearsalOptions.DEFAULT);
        long worst = longest.get();
        writing.set(false);
        writer.get();

        System.out.printf(
                "rehearsal: %s after %d ms, attempt %d; longest write of the application: %d ms%n",
                report.reason(),
                report.duration().toMillis(),
                report.attempts(),
                Duration.ofNanos(worst).toMillis());
        assertThat(report.end()).isEqualTo(RehearsalEnd.OTHERS_WAITED);
        assertThat(report.blocked()).isNotEmpty();
        assertThat(columns()).containsExactly("big.filler", "big.id", "big.n");
        assertThat(text("SELECT pg_relation_filenode('big')")).isEqualTo(file);
        assertThat(text("SELECT sum(n) FROM big")).isEqualTo(String.valueOf(written.get()));
    }

    private Void write() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE big SET n = n + 1 WHERE id = ?")) {
            for (int id = 1; writing.get(); id = id % 1_000_000 + 1) {
                update.setInt(1, id);
                long start = System.nanoTime();
                update.executeUpdate();
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
                written.incrementAndGet();
            }
        }
        return null;
    }
}
