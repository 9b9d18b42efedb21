// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.execution.session.ExecutionSettings;
import dev.migration.plan.SchemaVerification;
import dev.migration.plan.UpgradePolicies;
import dev.migration.script.Variables;
import dev.migration.setting.BatchLimits;
import dev.migration.setting.LockLimits;
import dev.migration.setting.ModuleSelection;
import dev.migration.version.StateTables;

/**
 * The settings of a {@link Migrator}. Immutable; {@link #toBuilder()} makes a changed copy. What these settings cannot express is
 * a {@link dev.migration.event.MigrationListener} or a {@code DataSource} of the application.
 */
public final class MigrationSettings {

    private static final MigrationSettings DEFAULTS = builder().build();

    private final List<String> locations;
    private final ModuleSelection modules;
    private final StateTables tables;
    private final Map<String, String> variables;
    private final Optional<Duration> lockWait;
    private final LockLimits lockLimits;
    private final BatchLimits batchLimits;
    private final Optional<Duration> statementTimeout;
    private final Duration retryFor;
    private final boolean flushEach;
    private final boolean requireSingleHead;
    private final UpgradePolicies policies;
    private final SchemaVerification verifySchema;
    private final String application;

    MigrationSettings(MigrationSettingsBuilder builder) {
        this.locations = List.copyOf(builder.locations);
        this.modules = builder.modules;
        this.tables = builder.tables;
        this.variables = Map.copyOf(builder.variables);
        this.lockWait = Optional.ofNullable(builder.lockWait);
        this.lockLimits = builder.lockLimits;
        this.batchLimits = builder.batchLimits;
        this.statementTimeout = Optional.ofNullable(builder.statementTimeout);
        this.retryFor = builder.retryFor;
        this.flushEach = builder.flushEach;
        this.requireSingleHead = builder.requireSingleHead;
        this.policies = builder.policies;
        this.verifySchema = builder.verifySchema;
        this.application = builder.application;
        SettingsValidator.tables(tables);
        SettingsValidator.of(this);
    }

    /** Returns the default of every setting. */
    public static MigrationSettings defaults() {
        return DEFAULTS;
    }

    /** Returns a builder that begins with the defaults. */
    public static MigrationSettingsBuilder builder() {
        return new MigrationSettingsBuilder();
    }

    /** Returns a builder that begins with these settings. */
    public MigrationSettingsBuilder toBuilder() {
        return new MigrationSettingsBuilder(this);
    }

    /** Folders of scripts ({@code classpath:…} or {@code filesystem:…}); empty means {@code classpath:db/revisions}. */
    public List<String> locations() {
        return locations;
    }

    /** The modules of the class path that take part, besides the scripts in {@link #locations()}. */
    public ModuleSelection modules() {
        return modules;
    }

    /** The state tables. */
    public StateTables tables() {
        return tables;
    }

    /**
     * Values of {@code ${name}} in scripts; with no variable, {@code ${…}} is ordinary text. The value of {@code secret} is a list of
     * names, separated by commas, whose values are never stored or shown.
     */
    public Map<String, String> variables() {
        return variables;
    }

    /** How long to wait for the migration lock while another session holds it; empty means without a limit. */
    public Optional<Duration> lockWait() {
        return lockWait;
    }

    /** How long statements wait for locks. */
    public LockLimits lockLimits() {
        return lockLimits;
    }

    /** When statements that run in batches hold. */
    public BatchLimits batchLimits() {
        return batchLimits;
    }

    /** PostgreSQL's {@code statement_timeout} for each revision; empty means the server's setting. */
    public Optional<Duration> statementTimeout() {
        return statementTimeout;
    }

    /** How long a revision is retried after a lock timeout, a deadlock or a lost session. */
    public Duration retryFor() {
        return retryFor;
    }

    /** Whether every commit of a run is flushed to disk ({@code synchronous_commit}); otherwise only the last one is. */
    public boolean flushEach() {
        return flushEach;
    }

    /** Whether more than one head is refused. */
    public boolean requireSingleHead() {
        return requireSingleHead;
    }

    /** What an upgrade does when the database and the scripts contradict each other. */
    public UpgradePolicies policies() {
        return policies;
    }

    /** Whether an upgrade and a downgrade compare the schema with what the last run left. */
    public SchemaVerification verifySchema() {
        return verifySchema;
    }

    /** The name of the application in the history and in {@code application_name}. */
    public String application() {
        return application;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MigrationSettings settings && values().equals(settings.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    /** Returns the settings as text, without the values of variables, which may be secret. */
    @Override
    public String toString() {
        return "MigrationSettings[locations=" + locations + ", tables=" + tables + ", application=" + application + "]";
    }

    private List<Object> values() {
        return List.of(
                locations,
                modules,
                tables,
                variables,
                lockWait,
                lockLimits,
                batchLimits,
                statementTimeout,
                retryFor,
                flushEach,
                requireSingleHead,
                policies,
                verifySchema,
                application);
    }

    Variables scriptVariables() {
        return Variables.of(variables);
    }

    /** The settings that a run needs, for the schema of a tenant or for a database without tenants. */
    ExecutionSettings execution(Optional<String> tenant) {
        return new ExecutionSettings(
                tenant.map(tables::in).orElse(tables),
                scriptVariables(),
                lockWait,
                lockLimits,
                batchLimits,
                statementTimeout,
                retryFor,
                flushEach,
                policies,
                verifySchema,
                application,
                tenant,
                Optional.empty(),
                true);
    }
}
