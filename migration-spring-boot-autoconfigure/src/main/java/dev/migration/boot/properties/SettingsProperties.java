// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.StringUtils;

import dev.migration.MigrationSettings;
import dev.migration.plan.SchemaVerification;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.setting.LockLimits;
import dev.migration.version.StateTables;

/** Properties that become {@link MigrationSettings}: locations of scripts, state tables, and how revisions run. */
public abstract class SettingsProperties {

    /** Comma-separated list of folders with revision scripts, each with the prefix classpath: or filesystem:. */
    private List<String> locations = new ArrayList<>();

    @NestedConfigurationProperty
    private final ModulesProperties modules = new ModulesProperties();

    /** Schema of the state tables. Defaults to the first schema of the search path. */
    private @Nullable String schema;

    /** Name of the table of applied revisions. */
    private String revisionTable = StateTables.DEFAULT.revisionTable();

    /** Name of the table that records the history of revisions. */
    private String historyTable = StateTables.DEFAULT.historyTable();

    /**
     * Longest time that a statement waits for a lock before its revision is rolled back and retried. By default 100ms, and longer
     * where the sessions that block it call for it.
     */
    private @Nullable Duration lockTimeout;

    /** Time for which a revision is retried while other sessions hold locks that it needs. */
    private Duration retryFor = MigrationSettings.defaults().retryFor();

    /** Longest time that the transaction of a Java revision may be idle before the server ends it. 0 means no limit. */
    private Duration javaIdleTimeout = LockLimits.DEFAULTS.javaIdle();

    /** Whether every commit waits until it is on disk. Otherwise only the last commit of a run waits. */
    private boolean flushEach;

    /** Longest time that a statement may run. Defaults to the server's statement_timeout. */
    private @Nullable Duration statementTimeout;

    /** Values of variables in scripts. If at least one is set, every variable in a script must have a value. */
    private Map<String, String> variables = new LinkedHashMap<>();

    /** Whether to refuse revisions with more than one head. */
    private boolean requireSingleHead;

    /** What to do if revisions are pending and the database has applied revisions without a script. */
    private UpgradePolicy onDiverged = UpgradePolicy.REFUSE;

    /** What to do if the script of an applied revision was edited. */
    private UpgradePolicy onEdited = UpgradePolicy.REFUSE;

    /** What to do if a pending revision was inserted below an applied one. */
    private UpgradePolicy onSpliced = UpgradePolicy.REFUSE;

    /** Whether an upgrade and a downgrade compare the schema with what the last run left, before they run anything. */
    private SchemaVerification verifySchema = SchemaVerification.OFF;

    private final Lock lock = new Lock();

    @NestedConfigurationProperty
    private final BatchProperties batch = new BatchProperties();

    /**
     * Converts the properties to settings.
     *
     * @param application the name of the application, which is recorded with each applied revision
     */
    public MigrationSettings toSettings(String application) {
        return MigrationSettings.builder()
                .locations(locations)
                .modules(modules.toSelection())
                .tables(new StateTables(
                        Optional.ofNullable(schema).filter(StringUtils::hasText), revisionTable, historyTable))
                .variables(variables)
                .lockWait(lock.getWait())
                .lockLimits(lock.toLimits(lockTimeout, javaIdleTimeout))
                .batchLimits(batch.toLimits())
                .statementTimeout(statementTimeout)
                .retryFor(retryFor)
                .flushEach(flushEach)
                .requireSingleHead(requireSingleHead)
                .policies(new UpgradePolicies(onDiverged, onEdited, onSpliced))
                .verifySchema(verifySchema)
                .application(application)
                .build();
    }

    public List<String> getLocations() {
        return locations;
    }

    public void setLocations(List<String> locations) {
        this.locations = locations;
    }

    public ModulesProperties getModules() {
        return modules;
    }

    public @Nullable String getSchema() {
        return schema;
    }

    public void setSchema(@Nullable String schema) {
        this.schema = schema;
    }

    public String getRevisionTable() {
        return revisionTable;
    }

    public void setRevisionTable(String revisionTable) {
        this.revisionTable = revisionTable;
    }

    public String getHistoryTable() {
        return historyTable;
    }

    public void setHistoryTable(String historyTable) {
        this.historyTable = historyTable;
    }

    public @Nullable Duration getLockTimeout() {
        return lockTimeout;
    }

    public void setLockTimeout(@Nullable Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    public Duration getRetryFor() {
        return retryFor;
    }

    public void setRetryFor(Duration retryFor) {
        this.retryFor = retryFor;
    }

    public Duration getJavaIdleTimeout() {
        return javaIdleTimeout;
    }

    public void setJavaIdleTimeout(Duration javaIdleTimeout) {
        this.javaIdleTimeout = javaIdleTimeout;
    }

    public boolean isFlushEach() {
        return flushEach;
    }

    public void setFlushEach(boolean flushEach) {
        this.flushEach = flushEach;
    }

    public @Nullable Duration getStatementTimeout() {
        return statementTimeout;
    }

    public void setStatementTimeout(@Nullable Duration statementTimeout) {
        this.statementTimeout = statementTimeout;
    }

    public Map<String, String> getVariables() {
        return variables;
    }

    public void setVariables(Map<String, String> variables) {
        this.variables = variables;
    }

    public boolean isRequireSingleHead() {
        return requireSingleHead;
    }

    public void setRequireSingleHead(boolean requireSingleHead) {
        this.requireSingleHead = requireSingleHead;
    }

    public UpgradePolicy getOnDiverged() {
        return onDiverged;
    }

    public void setOnDiverged(UpgradePolicy onDiverged) {
        this.onDiverged = onDiverged;
    }

    public UpgradePolicy getOnEdited() {
        return onEdited;
    }

    public void setOnEdited(UpgradePolicy onEdited) {
        this.onEdited = onEdited;
    }

    public UpgradePolicy getOnSpliced() {
        return onSpliced;
    }

    public void setOnSpliced(UpgradePolicy onSpliced) {
        this.onSpliced = onSpliced;
    }

    public SchemaVerification getVerifySchema() {
        return verifySchema;
    }

    public void setVerifySchema(SchemaVerification verifySchema) {
        this.verifySchema = verifySchema;
    }

    public Lock getLock() {
        return lock;
    }

    public BatchProperties getBatch() {
        return batch;
    }

    /** Properties of the migration lock, which permits one process at a time to migrate, and of the locks of revisions. */
    public static class Lock {

        /** Longest time to wait while another process migrates. No limit by default. */
        private @Nullable Duration wait;

        /** Longest time that one attempt of a revision waits for transactions that come and go. */
        private Duration maxWait = LockLimits.DEFAULTS.maxWait();

        /** Time after which a session that is idle in a transaction and blocks a revision is terminated. Never by default. */
        private @Nullable Duration terminateIdleAfter;

        LockLimits toLimits(@Nullable Duration timeout, Duration javaIdle) {
            return new LockLimits(
                    Optional.ofNullable(timeout), maxWait, Optional.ofNullable(terminateIdleAfter), javaIdle);
        }

        public Duration getMaxWait() {
            return maxWait;
        }

        public void setMaxWait(Duration maxWait) {
            this.maxWait = maxWait;
        }

        public @Nullable Duration getTerminateIdleAfter() {
            return terminateIdleAfter;
        }

        public void setTerminateIdleAfter(@Nullable Duration terminateIdleAfter) {
            this.terminateIdleAfter = terminateIdleAfter;
        }

        public @Nullable Duration getWait() {
            return wait;
        }

        public void setWait(@Nullable Duration wait) {
            this.wait = wait;
        }
    }
}
