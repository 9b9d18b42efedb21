// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;
import java.util.Set;

import dev.migration.Migrator;
import dev.migration.cli.process.ServerVersion;
import dev.migration.execution.failure.DatabaseUnavailableException;

/** Connects to the database, and retries while the server may be starting. */
record ConnectStep(Duration retryFor, ShutdownInterruption interruption) {

    private static final Duration BACKOFF = Duration.ofMillis(500);

    /**
     * SQLSTATEs of a server that is starting, is shutting down or has too many connections. Class 08 is about the connection
     * itself (PostgreSQL manual, appendix A).
     */
    private static final Set<String> TRANSIENT = Set.of("57P03", "57P01", "53300");

    /** The server requests an authentication method that the driver does not support. */
    private static final String UNKNOWN_AUTHENTICATION = "08004";

    /** @throws DatabaseUnavailableException if the time is over, or the failure is not transient */
    ServerVersion connect(Migrator migrator) {
        long deadline = System.nanoTime() + retryFor.toNanos();
        while (true) {
            try {
                migrator.reader().status();
                return ServerVersion.read(migrator.dataSource());
            } catch (DatabaseUnavailableException failure) {
                boolean lastAttempt = System.nanoTime() >= deadline || !isTransient(failure.sqlState());
                if (lastAttempt || interruption.awaitRequest(BACKOFF)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean isTransient(String state) {
        return TRANSIENT.contains(state) || (state.startsWith("08") && !state.equals(UNKNOWN_AUTHENTICATION));
    }
}
