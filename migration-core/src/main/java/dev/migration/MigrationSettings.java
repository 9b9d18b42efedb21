package dev.migration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.session.ExecutionSettings;
import dev.migration.plan.UpgradePolicies;
import dev.migration.script.Variables;
import dev.migration.version.StateTables;

/**
 * What a {@link Migrator} is told. A wish that needs more than these is a listener or a DataSource of one's own.
 *
 * @param locations folders of scripts ({@code classpath:…} or {@code filesystem:…}); none means {@code classpath:db/revisions}
 * @param tables where the state is kept
 * @param variables what {@code ${name}} stands for in scripts; with none, {@code ${…}} is ordinary text
 * @param lockWait how long to wait while somebody else migrates; empty means as long as that takes
 * @param lockTimeout PostgreSQL's {@code lock_timeout} for each try of a revision; 0 waits as long as it takes, and
 *     everybody queues behind it
 * @param statementTimeout PostgreSQL's {@code statement_timeout} for each revision; empty means the server's
 * @param retryFor how long a revision is tried again when others are in the way or the session is lost
 * @param flushEach whether every commit of a run waits for the disk; else only the last does
 * @param requireSingleHead whether several heads are refused
 * @param policies what an upgrade does when the database and the scripts contradict each other
 * @param application what the history shows as the application
 */
public record MigrationSettings(
        List<String> locations,
        StateTables tables,
        Map<String, String> variables,
        Optional<Duration> lockWait,
        Duration lockTimeout,
        Optional<Duration> statementTimeout,
        Duration retryFor,
        boolean flushEach,
        boolean requireSingleHead,
        UpgradePolicies policies,
        String application) {

    private static final MigrationSettings DEFAULTS = new MigrationSettings(
            List.of(),
            StateTables.DEFAULT,
            Map.of(),
            Optional.empty(),
            Duration.ofMillis(100),
            Optional.empty(),
            Duration.ofMinutes(5),
            false,
            false,
            UpgradePolicies.REFUSE,
            "application");

    public MigrationSettings {
        locations = List.copyOf(locations);
        variables = Map.copyOf(variables);
        SettingsValidator.of(lockWait, lockTimeout, statementTimeout, retryFor);
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
                retryFor,
                flushEach,
                requireSingleHead,
                policies,
                application);
    }

    /** The same with other tables. */
    public MigrationSettings withTables(StateTables other) {
        return new MigrationSettings(
                locations,
                other,
                variables,
                lockWait,
                lockTimeout,
                statementTimeout,
                retryFor,
                flushEach,
                requireSingleHead,
                policies,
                application);
    }

    /** The same with other variables. */
    public MigrationSettings withVariables(Map<String, String> values) {
        return new MigrationSettings(
                locations,
                tables,
                values,
                lockWait,
                lockTimeout,
                statementTimeout,
                retryFor,
                flushEach,
                requireSingleHead,
                policies,
                application);
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
                retryFor,
                flushEach,
                requireSingleHead,
                policies,
                application);
    }

    /** The same with another {@code lock_timeout} for each try of a revision. */
    public MigrationSettings withLockTimeout(Duration timeout) {
        return new MigrationSettings(
                locations,
                tables,
                variables,
                lockWait,
                timeout,
                statementTimeout,
                retryFor,
                flushEach,
                requireSingleHead,
                policies,
                application);
    }

    /** The same, trying for another time. */
    public MigrationSettings withRetryFor(Duration longest) {
        return new MigrationSettings(
                locations,
                tables,
                variables,
                lockWait,
                lockTimeout,
                statementTimeout,
                longest,
                flushEach,
                requireSingleHead,
                policies,
                application);
    }

    /** The same, with every commit waiting for the disk. */
    public MigrationSettings withFlushEach() {
        return new MigrationSettings(
                locations,
                tables,
                variables,
                lockWait,
                lockTimeout,
                statementTimeout,
                retryFor,
                true,
                requireSingleHead,
                policies,
                application);
    }

    /** The same, refusing several heads. */
    public MigrationSettings withSingleHead() {
        return new MigrationSettings(
                locations,
                tables,
                variables,
                lockWait,
                lockTimeout,
                statementTimeout,
                retryFor,
                flushEach,
                true,
                policies,
                application);
    }

    /** The same with other policies. */
    public MigrationSettings withPolicies(UpgradePolicies others) {
        return new MigrationSettings(
                locations,
                tables,
                variables,
                lockWait,
                lockTimeout,
                statementTimeout,
                retryFor,
                flushEach,
                requireSingleHead,
                others,
                application);
    }

    Variables scriptVariables() {
        return new Variables(variables);
    }

    /** What running needs of these. */
    ExecutionSettings execution() {
        return new ExecutionSettings(
                tables,
                scriptVariables(),
                lockWait,
                lockTimeout,
                statementTimeout,
                retryFor,
                flushEach,
                policies,
                application,
                Optional.empty());
    }

    /** The same in a tenant's schema. */
    ExecutionSettings execution(String tenant) {
        ExecutionSettings common = execution();
        return new ExecutionSettings(
                tables.in(tenant),
                common.variables(),
                lockWait,
                lockTimeout,
                statementTimeout,
                retryFor,
                flushEach,
                policies,
                application,
                Optional.of(tenant));
    }
}
