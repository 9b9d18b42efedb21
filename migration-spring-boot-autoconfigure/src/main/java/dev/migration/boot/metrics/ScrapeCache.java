package dev.migration.boot.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;

/**
 * Lets all gauges of a scrape share one look at each database.
 *
 * <ol>
 *   <li>The first gauge looks at all databases at once and waits {@link #PATIENCE} for all of them together, so that ten
 *       databases that hang hold up a scrape no longer than one.
 *   <li>The gauges after it get what it saw. A look that came too late is there for the next scrape.
 * </ol>
 */
final class ScrapeCache {

    /** How old a look may be: a database is asked no more often than this. */
    static final Duration AGE = Duration.ofSeconds(10);

    /** What a scrape has for databases that hang; Prometheus gives it ten seconds, others less. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** How long the gauges of one scrape take, generously. */
    private static final Duration SCRAPE = Duration.ofSeconds(1);

    private final Map<String, MigrationMonitor> monitors;

    // Of two scrapes at once each may look: the monitors let them share.
    private volatile Round last = new Round(Map.of(), System.nanoTime() - SCRAPE.toNanos());

    ScrapeCache(Map<String, MigrationMonitor> monitors) {
        this.monitors = new TreeMap<>(monitors);
    }

    Set<String> databases() {
        return monitors.keySet();
    }

    Snapshot at(String database) {
        Round round = last;
        if (System.nanoTime() - round.end() >= SCRAPE.toNanos()) {
            round = look();
            last = round;
        }
        return Objects.requireNonNull(round.snapshots().get(database), database);
    }

    private Round look() {
        long start = System.nanoTime();
        monitors.values().forEach(monitor -> monitor.notOlderThan(AGE, Duration.ZERO));
        Map<String, Snapshot> snapshots = new TreeMap<>();
        monitors.forEach((database, monitor) -> {
            long left = Math.max(0, PATIENCE.toNanos() - (System.nanoTime() - start));
            snapshots.put(database, monitor.notOlderThan(AGE, Duration.ofNanos(left)));
        });
        return new Round(snapshots, System.nanoTime());
    }

    private record Round(Map<String, Snapshot> snapshots, long end) {}
}
