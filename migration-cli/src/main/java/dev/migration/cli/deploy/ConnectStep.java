package dev.migration.cli.deploy;

import java.time.Duration;
import java.util.Set;

import dev.migration.Migrator;
import dev.migration.cli.process.ServerVersion;
import dev.migration.execution.failure.DatabaseUnavailableException;

/** Comes to the database, which may be starting. */
record ConnectStep(Duration longest, ShutdownInterruption interruption) {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Starting, shutting down, too many connections; what begins with 08 is about the connection itself (appendix A). */
    private static final Set<String> PASSING = Set.of("57P03", "57P01", "53300");

    /** The password is asked for in a way that the driver does not know. */
    private static final String UNKNOWN_AUTHENTICATION = "08004";

    /** @throws DatabaseUnavailableException if it is not there when the time is over, or would not be at any time */
    ServerVersion reach(Migrator migrator) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            try {
                migrator.reader().status();
                return ServerVersion.ask(migrator.dataSource());
            } catch (DatabaseUnavailableException failure) {
                boolean over = System.nanoTime() >= deadline || !mayPass(failure.sqlState());
                if (over || interruption.comesWithin(PAUSE)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean mayPass(String state) {
        return PASSING.contains(state) || (state.startsWith("08") && !state.equals(UNKNOWN_AUTHENTICATION));
    }
}
