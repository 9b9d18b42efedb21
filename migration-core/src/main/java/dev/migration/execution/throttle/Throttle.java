// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.throttle;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.event.BatchHold;
import dev.migration.execution.report.BatchProblem;
import dev.migration.setting.BatchLimits;
import dev.migration.setting.TimeWindow;

/**
 * Asks before a batch whether to hold. The first reason counts, in this order: the hours, the query of the user, standbys, replication
 * slots, VACUUM, dead rows. Sessions that wait for a batch are no reason to hold, because each batch ends soon: they make the
 * batches shorter.
 *
 * <p>The clock is that of the server, so that all instances have the same hours. A clock that jumps is seen at the next look, because
 * no wait is longer than {@link #PAUSE} and none is measured by a clock. Not thread-safe; each session has its own.
 */
public final class Throttle {

    /** How long a reason holds before it is looked at again. */
    public static final Duration PAUSE = Duration.ofSeconds(5);

    private final BatchLimits limits;
    private final Standbys standbys;
    private final TableLoad load;
    private final List<String> notes = new ArrayList<>();

    /** @param table the qualified name of the table whose rows the batches change */
    public Throttle(BatchLimits limits, String table) {
        this.limits = limits;
        this.standbys = new Standbys(limits.maxLag());
        this.load = new TableLoad(limits, table);
    }

    /**
     * Why to hold now; empty if the next batch may begin.
     *
     * @param jdbc the session of the batches, in a transaction or not
     * @throws BatchProblem if the query of the user fails
     */
    public Optional<BatchHold> check(JdbcOperations jdbc) throws BatchProblem {
        Instant now = now(jdbc);
        Optional<BatchHold> closed =
                limits.only().filter(window -> !window.contains(now)).map(window -> closed(window, now));
        if (closed.isPresent()) {
            return closed;
        }
        Optional<String> reason =
                limits.holdIf().isPresent() ? new UserQuery(limits.holdIf().get()).reason(jdbc) : Optional.empty();
        return reason.or(() -> standbys.reason(jdbc, System.nanoTime(), notes))
                .or(() -> slots(jdbc))
                .or(() -> load.reason(jdbc, notes))
                .map(text -> new BatchHold(text, Optional.of(now.plus(PAUSE))));
    }

    /** What could not be watched, or is not watched any more, since the last call; each once. */
    public List<String> takeNotes() {
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    private static Instant now(JdbcOperations jdbc) {
        OffsetDateTime time = jdbc.queryForObject("SELECT pg_catalog.clock_timestamp()", OffsetDateTime.class);
        return Objects.requireNonNull(time).toInstant();
    }

    private static BatchHold closed(TimeWindow window, Instant now) {
        return new BatchHold("outside of " + window, Optional.of(window.next(now)));
    }

    private Optional<String> slots(JdbcOperations jdbc) {
        return limits.maxWal() == 0 ? Optional.empty() : new ReplicationSlots(limits.maxWal()).reason(jdbc);
    }
}
