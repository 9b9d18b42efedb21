package dev.migration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.script.Variables;
import dev.migration.version.StateTables;

/**
 * What a {@link Migrator} is told. A wish that needs more than these is a listener or a DataSource of one's own.
 *
 * @param locations folders of scripts ({@code classpath:…} or {@code filesystem:…}); none means {@code classpath:db/revisions}
 * @param tables where the state is kept
 * @param variables what {@code ${name}} stands for in scripts; with none, {@code ${…}} is ordinary text
 * @param lockWait how long to wait while somebody else migrates; empty means as long as that takes
 * @param lockTimeout PostgreSQL's {@code lock_timeout} for each revision; empty means the server's
 * @param statementTimeout PostgreSQL's {@code statement_timeout} for each revision; empty means the server's
 * @param requireSingleHead whether several heads are refused
 * @param application what the history shows as the application
 */
public record MigrationSettings(
        List<String> locations,
        StateTables tables,
        Map<String, String> variables,
        Optional<Duration> lockWait,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        boolean requireSingleHead,
        String application) {

    private static final MigrationSettings DEFAULTS = new MigrationSettings(
            List.of(),
            StateTables.DEFAULT,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            "application");

    public MigrationSettings {
        locations = List.copyOf(locations);
        variables = Map.copyOf(variables);
    }

    /** Everything as the documentation says it is when nobody says otherwise. */
    public static MigrationSettings defaults() {
        return DEFAULTS;
    }

    /** The same with other locations. */
    public MigrationSettings withLocations(String... folders) {
        return new MigrationSettings(
                List.of(folders),
                tables,
                variables,
                lockWait,
                lockTimeout,
                statementTimeout,
                requireSingleHead,
                application);
    }

    /** The same with other tables. */
    public MigrationSettings withTables(StateTables other) {
        return new MigrationSettings(
                locations, other, variables, lockWait, lockTimeout, statementTimeout, requireSingleHead, application);
    }

    /** The same with other variables. */
    public MigrationSettings withVariables(Map<String, String> values) {
        return new MigrationSettings(
                locations, tables, values, lockWait, lockTimeout, statementTimeout, requireSingleHead, application);
    }

    /** The same with another longest wait for the migration lock. */
    public MigrationSettings withLockWait(Duration longest) {
        return new MigrationSettings(
                locations,
                tables,
                variables,
                Optional.of(longest),
                lockTimeout,
                statementTimeout,
                requireSingleHead,
                application);
    }

    /** The same, refusing several heads. */
    public MigrationSettings withSingleHead() {
        return new MigrationSettings(
                locations, tables, variables, lockWait, lockTimeout, statementTimeout, true, application);
    }

    Variables scriptVariables() {
        return new Variables(variables);
    }
}
