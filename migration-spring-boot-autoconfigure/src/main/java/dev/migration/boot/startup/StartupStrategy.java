// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.startup;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import dev.migration.MigrationReader;
import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.boot.properties.DatabaseProperties;
import dev.migration.boot.properties.DatabaseProperties.StartupMode;
import dev.migration.change.ChangeClass;
import dev.migration.execution.failure.DatabaseUnavailableException;

/**
 * Migrates a database as {@code migration.on-startup} requires.
 *
 * @param waitFor the longest time to wait for another process; empty means no limit
 * @param connectFor the longest time to wait for a server that does not accept connections yet; zero means not to wait
 * @param refused the classes of changes that are left to a person
 * @param finish whether an upgrade first finishes the work in the background that a pending revision needs
 */
public record StartupStrategy(
        StartupMode mode,
        String target,
        Optional<Duration> waitFor,
        Duration connectFor,
        Set<ChangeClass> refused,
        boolean finish)
        implements MigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(StartupStrategy.class);

    /**
     * Does nothing. Code that was generated ahead of time defines the beans of the migration also if
     * {@code migration.enabled} is false when the application runs.
     */
    public static final MigrationStrategy SWITCHED_OFF = migrator -> {};

    /**
     * Reads the strategy from the properties of a database.
     *
     * @param key returns the full key of a property, for error messages
     * @throws InvalidConfigurationPropertyValueException if a duration is negative
     */
    public static StartupStrategy of(DatabaseProperties properties, UnaryOperator<String> key) {
        refuseNegative(key.apply("wait-for"), properties.getWaitFor());
        refuseNegative(key.apply("connect-for"), properties.getConnectFor());
        return new StartupStrategy(
                properties.getOnStartup(),
                properties.getTarget(),
                Optional.ofNullable(properties.getWaitFor()),
                properties.getConnectFor(),
                properties.getPolicy().refused(),
                false);
    }

    /** The same that finishes work in the background first, or not. */
    public StartupStrategy finishing(boolean first) {
        return new StartupStrategy(mode, target, waitFor, connectFor, refused, first);
    }

    private static void refuseNegative(String property, @Nullable Duration time) {
        if (time != null && time.isNegative()) {
            throw new InvalidConfigurationPropertyValueException(property, time, "A duration must not be negative.");
        }
    }

    @Override
    public void migrate(Migrator migrator) {
        switch (mode) {
            case UPGRADE ->
                whenReachable(
                        () -> upgrade(migrator), limit -> migrator.reader().awaitServer(limit));
            case VERIFY ->
                whenReachable(() -> report("Verified", migrator.reader().verify()), migrator.reader()::awaitServer);
            case WAIT -> report("Waited for the upgrade to " + target, waited(migrator.reader()));
            // A script with a fault prevents the start in every mode.
            case NONE -> migrator.revisions();
        }
    }

    private void upgrade(Migrator migrator) {
        if (finish) {
            migrator.finishFor(target);
        }
        migrator.upgradeUnattended(target, refused);
    }

    private MigrationStatus waited(MigrationReader reader) {
        return waitFor.isPresent() ? reader.await(target, waitFor.get()) : reader.await(target);
    }

    /** A start without a run publishes no event, and would leave no line in the log. */
    private static void report(String done, MigrationStatus status) {
        int applied = status.applied().size();
        log.info(
                "{}: {} {} applied; the database is at {}",
                done,
                applied,
                applied == 1 ? "revision is" : "revisions are",
                status.current().isEmpty() ? "base" : String.join(", ", status.current()));
    }

    /**
     * Runs a command. If the server does not accept connections yet, waits for it and runs the command again. A server
     * that is reachable at the first attempt gets no additional connection.
     *
     * @param awaitServer waits for the server, at most for the time that it receives
     */
    public void whenReachable(Runnable command, Consumer<Duration> awaitServer) {
        try {
            command.run();
        } catch (DatabaseUnavailableException unavailable) {
            if (!unavailable.mayPass() || connectFor.isZero()) {
                throw unavailable;
            }
            awaitServer.accept(connectFor);
            command.run();
        }
    }
}
