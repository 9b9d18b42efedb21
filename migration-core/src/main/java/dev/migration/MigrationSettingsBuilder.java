// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.plan.SchemaVerification;
import dev.migration.plan.UpgradePolicies;
import dev.migration.setting.BatchLimits;
import dev.migration.setting.LockLimits;
import dev.migration.setting.ModuleSelection;
import dev.migration.version.StateTables;

/** Builds {@link MigrationSettings}; what is not set keeps its default. */
public final class MigrationSettingsBuilder {

    Collection<String> locations = List.of();
    ModuleSelection modules = ModuleSelection.ALL;
    StateTables tables = StateTables.DEFAULT;
    Map<String, String> variables = Map.of();

    @Nullable
    Duration lockWait;

    LockLimits lockLimits = LockLimits.DEFAULTS;
    BatchLimits batchLimits = BatchLimits.DEFAULTS;

    @Nullable
    Duration statementTimeout;

    Duration retryFor = Duration.ofMinutes(5);
    boolean flushEach;
    boolean requireSingleHead;
    UpgradePolicies policies = UpgradePolicies.REFUSE;
    SchemaVerification verifySchema = SchemaVerification.OFF;
    String application = "application";

    MigrationSettingsBuilder() {}

    MigrationSettingsBuilder(MigrationSettings settings) {
        this.locations = settings.locations();
        this.modules = settings.modules();
        this.tables = settings.tables();
        this.variables = settings.variables();
        this.lockWait = settings.lockWait().orElse(null);
        this.lockLimits = settings.lockLimits();
        this.batchLimits = settings.batchLimits();
        this.statementTimeout = settings.statementTimeout().orElse(null);
        this.retryFor = settings.retryFor();
        this.flushEach = settings.flushEach();
        this.requireSingleHead = settings.requireSingleHead();
        this.policies = settings.policies();
        this.verifySchema = settings.verifySchema();
        this.application = settings.application();
    }

    /** See {@link MigrationSettings#locations()}. */
    public MigrationSettingsBuilder locations(String... folders) {
        return locations(Arrays.asList(folders));
    }

    /** See {@link MigrationSettings#locations()}. */
    public MigrationSettingsBuilder locations(Collection<String> folders) {
        this.locations = folders;
        return this;
    }

    /** See {@link MigrationSettings#modules()}. */
    public MigrationSettingsBuilder modules(ModuleSelection selection) {
        this.modules = selection;
        return this;
    }

    /** See {@link MigrationSettings#tables()}. */
    public MigrationSettingsBuilder tables(StateTables names) {
        this.tables = names;
        return this;
    }

    /** See {@link MigrationSettings#variables()}. */
    public MigrationSettingsBuilder variables(Map<String, String> values) {
        this.variables = values;
        return this;
    }

    /** @param limit see {@link MigrationSettings#lockWait()}; null means without a limit */
    public MigrationSettingsBuilder lockWait(@Nullable Duration limit) {
        this.lockWait = limit;
        return this;
    }

    /**
     * Sets PostgreSQL's {@code lock_timeout} for every attempt of a revision. Zero turns the timeout off: a statement then
     * waits for its lock without a limit, and other sessions queue behind it.
     */
    public MigrationSettingsBuilder lockTimeout(Duration timeout) {
        return lockLimits(lockLimits.withTimeout(Optional.of(timeout)));
    }

    /** See {@link MigrationSettings#lockLimits()}. */
    public MigrationSettingsBuilder lockLimits(LockLimits limits) {
        this.lockLimits = limits;
        return this;
    }

    /** See {@link MigrationSettings#batchLimits()}. */
    public MigrationSettingsBuilder batchLimits(BatchLimits limits) {
        this.batchLimits = limits;
        return this;
    }

    /** @param timeout see {@link MigrationSettings#statementTimeout()}; null means the server's setting */
    public MigrationSettingsBuilder statementTimeout(@Nullable Duration timeout) {
        this.statementTimeout = timeout;
        return this;
    }

    /** See {@link MigrationSettings#retryFor()}. */
    public MigrationSettingsBuilder retryFor(Duration budget) {
        this.retryFor = budget;
        return this;
    }

    /** See {@link MigrationSettings#flushEach()}. */
    public MigrationSettingsBuilder flushEach(boolean flush) {
        this.flushEach = flush;
        return this;
    }

    /** See {@link MigrationSettings#requireSingleHead()}. */
    public MigrationSettingsBuilder requireSingleHead(boolean require) {
        this.requireSingleHead = require;
        return this;
    }

    /** See {@link MigrationSettings#policies()}. */
    public MigrationSettingsBuilder policies(UpgradePolicies choices) {
        this.policies = choices;
        return this;
    }

    /** See {@link MigrationSettings#verifySchema()}. */
    public MigrationSettingsBuilder verifySchema(SchemaVerification choice) {
        this.verifySchema = choice;
        return this;
    }

    /** See {@link MigrationSettings#application()}. */
    public MigrationSettingsBuilder application(String name) {
        this.application = name;
        return this;
    }

    /** @throws InvalidSettingsException with every duration and every name that PostgreSQL would refuse */
    public MigrationSettings build() {
        return new MigrationSettings(this);
    }
}
