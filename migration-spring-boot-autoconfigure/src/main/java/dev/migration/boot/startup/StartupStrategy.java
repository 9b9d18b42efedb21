package dev.migration.boot.startup;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import dev.migration.Migrator;
import dev.migration.boot.properties.DatabaseProperties;
import dev.migration.boot.properties.DatabaseProperties.StartupMode;
import dev.migration.execution.failure.DatabaseUnavailableException;

/**
 * What {@code migration.on-startup} says.
 *
 * @param waitFor how long to wait for another process; empty means as long as it takes
 * @param connectFor how long to wait for a server that does not take connections yet
 */
public record StartupStrategy(StartupMode mode, String target, Optional<Duration> waitFor, Duration connectFor)
        implements MigrationStrategy {

    /** What was generated ahead of time keeps its beans whatever {@code migration.enabled} says when it runs. */
    public static final MigrationStrategy SWITCHED_OFF = migrator -> {};

    /**
     * @param key gives the whole key of a property, for the report
     * @throws InvalidConfigurationPropertyValueException if a time is negative
     */
    public static StartupStrategy of(DatabaseProperties properties, UnaryOperator<String> key) {
        refuseNegative(key.apply("wait-for"), properties.getWaitFor());
        refuseNegative(key.apply("connect-for"), properties.getConnectFor());
        return new StartupStrategy(
                properties.getOnStartup(),
                properties.getTarget(),
                Optional.ofNullable(properties.getWaitFor()),
                properties.getConnectFor());
    }

    private static void refuseNegative(String property, @Nullable Duration time) {
        if (time != null && time.isNegative()) {
            throw new InvalidConfigurationPropertyValueException(property, time, "No time is negative.");
        }
    }

    @Override
    public void migrate(Migrator migrator) {
        switch (mode) {
            case UPGRADE -> connected(() -> migrator.upgrade(target), migrator.reader()::awaitServer);
            case VERIFY -> connected(migrator.reader()::verify, migrator.reader()::awaitServer);
            case WAIT -> {
                if (waitFor.isPresent()) {
                    migrator.reader().await(target, waitFor.get());
                } else {
                    migrator.reader().await(target);
                }
            }
            case NONE -> {}
        }
    }

    /** A server that is there costs no connection more. */
    public void connected(Runnable command, Consumer<Duration> awaitServer) {
        try {
            command.run();
        } catch (DatabaseUnavailableException away) {
            if (!away.mayPass() || connectFor.isZero()) {
                throw away;
            }
            awaitServer.accept(connectFor);
            command.run();
        }
    }
}
