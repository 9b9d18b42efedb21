package dev.migration.boot.autoconfigure;

import java.time.Duration;
import java.util.Optional;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationProperties.StartupMode;
import dev.migration.execution.failure.DatabaseUnavailableException;

/**
 * What {@code migration.on-startup} says.
 *
 * @param waitFor how long to wait for another process; empty means as long as it takes
 * @param connectFor how long to wait for a server that does not take connections yet
 */
record StartupStrategy(StartupMode mode, String target, Optional<Duration> waitFor, Duration connectFor)
        implements MigrationStrategy {

    static StartupStrategy of(MigrationProperties properties) {
        return new StartupStrategy(
                properties.getOnStartup(),
                properties.getTarget(),
                Optional.ofNullable(properties.getWaitFor()),
                properties.getConnectFor());
    }

    @Override
    public void migrate(Migrator migrator) {
        switch (mode) {
            case UPGRADE -> connected(migrator, () -> migrator.upgrade(target));
            case VERIFY -> connected(migrator, migrator::verify);
            case WAIT -> {
                if (waitFor.isPresent()) {
                    migrator.await(target, waitFor.get());
                } else {
                    migrator.await(target);
                }
            }
            case NONE -> {}
        }
    }

    /** A server that is there costs no connection more. */
    private void connected(Migrator migrator, Runnable command) {
        try {
            command.run();
        } catch (DatabaseUnavailableException away) {
            if (!away.mayPass() || connectFor.isZero()) {
                throw away;
            }
            migrator.awaitServer(connectFor);
            command.run();
        }
    }
}
