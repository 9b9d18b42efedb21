// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.throttle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * How far standbys and logical subscribers are behind.
 *
 * <ol>
 *   <li>A standby that has replayed all WAL has no lag, whatever it reported last.
 *   <li>Otherwise it is the lag that the standby has reported. PostgreSQL reports none while there is nothing to replay.
 *   <li>The report stops when the replay stops. So the position of the server at each look is kept: a standby that has not reached
 *       the position of 20 seconds ago is at least 20 seconds behind.
 *   <li>A standby that is gone is not waited for. If it has a replication slot, {@link ReplicationSlots} limits what it may retain.
 * </ol>
 */
final class Standbys {

    private static final int MOST_SAMPLES = 3600;

    private static final String POSITION =
            "SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')::bigint";

    private static final String LIST = """
            SELECT COALESCE(NULLIF(application_name, ''), 'pid ' OPERATOR(pg_catalog.||) pid::pg_catalog.text) AS name,
              state, EXTRACT(epoch FROM replay_lag)::pg_catalog.float8 AS lag,
              pg_catalog.pg_wal_lsn_diff(replay_lsn, '0/0')::bigint AS position
            FROM pg_catalog.pg_stat_replication
            WHERE state IS NULL OR state OPERATOR(pg_catalog.=) ANY ('{catchup,streaming}')""";

    private static final String READABLE =
            "SELECT pg_catalog.pg_has_role(CURRENT_USER, 'pg_read_all_stats', 'USAGE'), CURRENT_USER::pg_catalog.text";

    private final Duration limit;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Set<String> known = Set.of();
    private boolean refused;

    Standbys(Duration limit) {
        this.limit = limit;
    }

    /** Where the WAL of the server ended at a time of {@link System#nanoTime}. */
    private record Sample(long nanos, long position) {}

    /**
     * A row of {@code pg_stat_replication}.
     *
     * @param lag the lag that it has reported, in seconds; empty if there is none
     * @param position how far it has replayed; empty if it does not say, or the role may not read it
     */
    record Standby(String name, boolean readable, Optional<Double> lag, Optional<Long> position) {}

    /** @param notes receives what is not watched */
    Optional<String> reason(JdbcOperations jdbc, long nanos, List<String> notes) {
        if (limit.isZero()) {
            return Optional.empty();
        }
        // The position comes first: a standby may replay more WAL until its own position is read, but not less.
        long position = Objects.requireNonNull(jdbc.queryForObject(POSITION, Long.class));
        List<Standby> standbys = jdbc.query(
                LIST,
                (row, number) -> new Standby(
                        row.getString("name"),
                        row.getString("state") != null,
                        Optional.ofNullable(row.getObject("lag", Double.class)),
                        Optional.ofNullable(row.getObject("position", Long.class))));
        if (standbys.stream().anyMatch(standby -> !standby.readable())) {
            refuse(jdbc, standbys.size(), notes);
            return Optional.empty();
        }
        return reason(standbys, position, nanos, notes);
    }

    Optional<String> reason(List<Standby> standbys, long position, long nanos, List<String> notes) {
        samples.addLast(new Sample(nanos, position));
        if (samples.size() > MOST_SAMPLES) {
            samples.removeFirst();
        }
        noteGone(standbys, notes);
        return standbys.stream()
                .map(standby -> new Behind(standby.name(), seconds(standby, position, nanos)))
                .filter(behind -> behind.seconds() * 1000 > limit.toMillis())
                .max(Comparator.comparingDouble(Behind::seconds))
                .map(behind -> "standby lag " + Sizes.seconds(behind.seconds()) + " (" + behind.name() + ", limit "
                        + Sizes.seconds(limit.toMillis() / 1000.0) + ")");
    }

    private record Behind(String name, double seconds) {}

    private double seconds(Standby standby, long position, long nanos) {
        if (standby.position().isEmpty() || standby.position().get() >= position) {
            return 0;
        }
        long replayed = standby.position().get();
        double own = samples.stream()
                .filter(sample -> sample.position() > replayed)
                .findFirst()
                .map(sample -> (nanos - sample.nanos()) / 1e9)
                .orElse(0.0);
        return Math.max(own, standby.lag().orElse(0.0));
    }

    private void noteGone(List<Standby> standbys, List<String> notes) {
        Set<String> now = new TreeSet<>();
        standbys.forEach(standby -> now.add(standby.name()));
        List<String> gone = new ArrayList<>(known);
        gone.removeAll(now);
        if (!gone.isEmpty()) {
            notes.add("The standby " + String.join(", ", gone) + " is not connected any more, and is not waited for;"
                    + " if it has a replication slot, max-wal limits the WAL that it retains");
        }
        known = now;
    }

    private void refuse(JdbcOperations jdbc, int number, List<String> notes) {
        if (!refused) {
            refused = true;
            String role = Objects.requireNonNull(jdbc.queryForObject(READABLE, (row, count) -> row.getString(2)));
            notes.add("The lag of " + (number == 1 ? "a standby" : number + " standbys") + " is not watched: the role "
                    + role + " may not read it; GRANT pg_monitor TO it, or set max-lag to 0");
        }
    }
}
