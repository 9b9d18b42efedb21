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

/** Waits until somebody else has upgraded every tenant. */
final class TenantUpgradeWaiter {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(10);

    private final TenantDiscovery census;
    private final TenantStop stop;
    private final Duration longest;
    private final long start = System.nanoTime();

    TenantUpgradeWaiter(TenantDiscovery census, TenantStop stop, Duration longest) {
        this.census = census;
        this.stop = stop;
        this.longest = longest;
    }

    /** @throws TenantsBehindException if it takes too long */
    TenantStates carryOut() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        Duration said = SAY_AGAIN.negated();
        Look look = look();
        while (!look.isDone()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(longest) >= 0) {
                throw look.tooLong(waited);
            }
            if (waited.minus(said).compareTo(SAY_AGAIN) >= 0) {
                log.info("Waiting for another process to upgrade the tenants: {}", look);
                said = waited;
            }
            if (stop.isRequestedWithin(pause)) {
                throw MigrationStoppedException.waiting(null);
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            look = look();
        }
        return look.found().orElseThrow().states();
    }

    private Look look() {
        try {
            return new Look(Optional.of(census.take()), Optional.empty());
        } catch (DatabaseUnavailableException away) {
            if (!away.mayPass()) {
                throw away;
            }
            return new Look(Optional.empty(), Optional.of(away));
        } catch (DatabaseFailureException failure) {
            if (RetryClass.of(failure) != RetryClass.SESSION_LOST) {
                throw failure;
            }
            return new Look(Optional.empty(), Optional.of(failure));
        }
    }

    /** What was seen, or why nothing was. */
    private record Look(Optional<TenantDiscovery.Result> found, Optional<MigrationException> failure) {

        boolean isDone() {
            return found.filter(TenantDiscovery.Result::isDone).isPresent();
        }

        RuntimeException tooLong(Duration waited) {
            return failure.<RuntimeException>map(away -> away)
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
