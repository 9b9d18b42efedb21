// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.error.MigrationException;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.report.RetryClass;
import dev.migration.tenant.TenantStates;
import dev.migration.tenant.TenantsBehindException;

/** Waits until another process has upgraded every tenant. */
final class TenantUpgradeWaiter {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final TenantDiscovery discovery;
    private final TenantStop stop;
    private final Duration longest;
    private final long start = System.nanoTime();

    TenantUpgradeWaiter(TenantDiscovery discovery, TenantStop stop, Duration longest) {
        this.discovery = discovery;
        this.stop = stop;
        this.longest = longest;
    }

    /** @throws TenantsBehindException if the time is over */
    TenantStates await() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        Duration logged = Duration.ZERO.minus(LOG_INTERVAL);
        Reading reading = read();
        while (!reading.isDone()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(longest) >= 0) {
                throw reading.tooLong(waited);
            }
            if (waited.minus(logged).compareTo(LOG_INTERVAL) >= 0) {
                log.info("Waiting for another process to upgrade the tenants: {}", reading);
                logged = waited;
            }
            if (stop.isRequestedWithin(pause)) {
                throw MigrationStoppedException.waiting(null);
            }
            pause = pause.plus(pause).compareTo(LONGEST_PAUSE) < 0 ? pause.plus(pause) : LONGEST_PAUSE;
            reading = read();
        }
        return reading.found().orElseThrow().states();
    }

    private Reading read() {
        try {
            return new Reading(Optional.of(discovery.discover()), Optional.empty());
        } catch (DatabaseUnavailableException unavailable) {
            if (!unavailable.mayPass()) {
                throw unavailable;
            }
            return new Reading(Optional.empty(), Optional.of(unavailable));
        } catch (DatabaseFailureException failure) {
            if (RetryClass.of(failure) != RetryClass.SESSION_LOST) {
                throw failure;
            }
            return new Reading(Optional.empty(), Optional.of(failure));
        }
    }

    /** The states of the tenants, or the failure of the read. */
    private record Reading(Optional<TenantDiscovery.Result> found, Optional<MigrationException> failure) {

        boolean isDone() {
            return found.filter(TenantDiscovery.Result::isDone).isPresent();
        }

        RuntimeException tooLong(Duration waited) {
            return failure.<RuntimeException>map(exception -> exception)
                    .orElseGet(() ->
                            TenantsBehindException.waited(found.orElseThrow().states(), waited.toSeconds()));
        }

        @Override
        public String toString() {
            return found.map(result -> result.states().toString())
                    .or(() -> failure.map(MigrationException::problem))
                    .orElse("");
        }
    }
}
