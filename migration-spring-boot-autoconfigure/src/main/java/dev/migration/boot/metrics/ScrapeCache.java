// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;

/**
 * Shares one read of each database among all gauges of a scrape, and limits the time that a scrape waits for all databases together.
 *
 * <ol>
 *   <li>The first gauge starts a read of every database and waits at most {@link #TIMEOUT} in total, so that ten databases that do not
 *       answer delay a scrape no longer than one.
 *   <li>The later gauges of the scrape use the same snapshots. A read that takes longer has its result ready for the next scrape.
 * </ol>
 */
final class ScrapeCache {

    /** The maximum age of a snapshot: the gauges query a database at most once in this time. */
    static final Duration MAX_AGE = Duration.ofSeconds(10);

    /** How long a scrape waits for all databases. Prometheus allows a scrape ten seconds by default, others less. */
    static final Duration TIMEOUT = Duration.ofMillis(500);

    /** The longest time between the first and the last gauge of a scrape. */
    private static final Duration SCRAPE = Duration.ofSeconds(1);

    private final Map<String, MigrationMonitor> monitors;

    // Two concurrent scrapes may both read: the monitors let them share a query.
    private volatile Scrape last = new Scrape(Map.of(), System.nanoTime() - SCRAPE.toNanos());

    ScrapeCache(Map<String, MigrationMonitor> monitors) {
        this.monitors = new TreeMap<>(monitors);
    }

    Set<String> databases() {
        return monitors.keySet();
    }

    Snapshot get(String database) {
        Scrape scrape = last;
        if (System.nanoTime() - scrape.end() >= SCRAPE.toNanos()) {
            scrape = read();
            last = scrape;
        }
        return Objects.requireNonNull(scrape.snapshots().get(database), database);
    }

    private Scrape read() {
        long start = System.nanoTime();
        monitors.values().forEach(monitor -> monitor.readCached(MAX_AGE, Duration.ZERO));
        Map<String, Snapshot> snapshots = new TreeMap<>();
        monitors.forEach((database, monitor) -> {
            long left = Math.max(0, TIMEOUT.toNanos() - (System.nanoTime() - start));
            snapshots.put(database, monitor.readCached(MAX_AGE, Duration.ofNanos(left)));
        });
        return new Scrape(snapshots, System.nanoTime());
    }

    private record Scrape(Map<String, Snapshot> snapshots, long end) {}
}
