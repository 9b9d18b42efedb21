// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
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
import dev.migration.version.StateTables;

/**
 * The settings of a {@link Migrator}. Immutable; {@link #toBuilder()} makes a changed copy. What these settings cannot express is
 * a {@link dev.migration.event.MigrationListener} or a {@code DataSource} of the application.
 */
public final class MigrationSettings {

    private static final MigrationSettings DEFAULTS = builder().build();

    private final List<String> locations;
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

    private MigrationSettings(Builder builder) {
        this.locations = List.copyOf(builder.locations);
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
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that begins with these settings. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Folders of scripts ({@code classpath:…} or {@code filesystem:…}); empty means {@code classpath:db/revisions}. */
    public List<String> locations() {
        return locations;
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
                Optional.empty());
    }

    /** Builds {@link MigrationSettings}; what is not set keeps its default. */
    public static final class Builder {

        private Collection<String> locations = List.of();
        private StateTables tables = StateTables.DEFAULT;
        private Map<String, String> variables = Map.of();
        private @Nullable Duration lockWait;
        private LockLimits lockLimits = LockLimits.DEFAULTS;
        private BatchLimits batchLimits = BatchLimits.DEFAULTS;
        private @Nullable Duration statementTimeout;
        private Duration retryFor = Duration.ofMinutes(5);
        private boolean flushEach;
        private boolean requireSingleHead;
        private UpgradePolicies policies = UpgradePolicies.REFUSE;
        private SchemaVerification verifySchema = SchemaVerification.OFF;
        private String application = "application";

        private Builder() {}

        private Builder(MigrationSettings settings) {
            this.locations = settings.locations;
            this.tables = settings.tables;
            this.variables = settings.variables;
            this.lockWait = settings.lockWait.orElse(null);
            this.lockLimits = settings.lockLimits;
            this.batchLimits = settings.batchLimits;
            this.statementTimeout = settings.statementTimeout.orElse(null);
            this.retryFor = settings.retryFor;
            this.flushEach = settings.flushEach;
            this.requireSingleHead = settings.requireSingleHead;
            this.policies = settings.policies;
            this.verifySchema = settings.verifySchema;
            this.application = settings.application;
        }

        /** See {@link MigrationSettings#locations()}. */
        public Builder locations(String... folders) {
            return locations(Arrays.asList(folders));
        }

        /** See {@link MigrationSettings#locations()}. */
        public Builder locations(Collection<String> folders) {
            this.locations = folders;
            return this;
        }

        /** See {@link MigrationSettings#tables()}. */
        public Builder tables(StateTables names) {
            this.tables = names;
            return this;
        }

        /** See {@link MigrationSettings#variables()}. */
        public Builder variables(Map<String, String> values) {
            this.variables = values;
            return this;
        }

        /** @param limit see {@link MigrationSettings#lockWait()}; null means without a limit */
        public Builder lockWait(@Nullable Duration limit) {
            this.lockWait = limit;
            return this;
        }

        /**
         * Sets PostgreSQL's {@code lock_timeout} for every attempt of a revision. Zero turns the timeout off: a statement then
         * waits for its lock without a limit, and other sessions queue behind it.
         */
        public Builder lockTimeout(Duration timeout) {
            return lockLimits(lockLimits.withTimeout(Optional.of(timeout)));
        }

        /** See {@link MigrationSettings#lockLimits()}. */
        public Builder lockLimits(LockLimits limits) {
            this.lockLimits = limits;
            return this;
        }

        /** See {@link MigrationSettings#batchLimits()}. */
        public Builder batchLimits(BatchLimits limits) {
            this.batchLimits = limits;
            return this;
        }

        /** @param timeout see {@link MigrationSettings#statementTimeout()}; null means the server's setting */
        public Builder statementTimeout(@Nullable Duration timeout) {
            this.statementTimeout = timeout;
            return this;
        }

        /** See {@link MigrationSettings#retryFor()}. */
        public Builder retryFor(Duration budget) {
            this.retryFor = budget;
            return this;
        }

        /** See {@link MigrationSettings#flushEach()}. */
        public Builder flushEach(boolean flush) {
            this.flushEach = flush;
            return this;
        }

        /** See {@link MigrationSettings#requireSingleHead()}. */
        public Builder requireSingleHead(boolean require) {
            this.requireSingleHead = require;
            return this;
        }

        /** See {@link MigrationSettings#policies()}. */
        public Builder policies(UpgradePolicies choices) {
            this.policies = choices;
            return this;
        }

        /** See {@link MigrationSettings#verifySchema()}. */
        public Builder verifySchema(SchemaVerification choice) {
            this.verifySchema = choice;
            return this;
        }

        /** See {@link MigrationSettings#application()}. */
        public Builder application(String name) {
            this.application = name;
            return this;
        }

        /** @throws InvalidSettingsException with every duration and every name that PostgreSQL would refuse */
        public MigrationSettings build() {
            return new MigrationSettings(this);
        }
    }
}
