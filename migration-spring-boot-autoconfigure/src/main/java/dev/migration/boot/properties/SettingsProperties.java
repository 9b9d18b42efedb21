// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.migration.MigrationSettings;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.version.StateTables;

/** Properties that become {@link MigrationSettings}: locations of scripts, state tables, and how revisions run. */
public abstract class SettingsProperties {

    /** Comma-separated list of folders with revision scripts, each with the prefix classpath: or filesystem:. */
    private List<String> locations = new ArrayList<>();

    /** Schema of the state tables. Defaults to the first schema of the search path. */
    private @Nullable String schema;

    /** Name of the table of applied revisions. */
    private String revisionTable = StateTables.DEFAULT.revisionTable();

    /** Name of the table that records the history of revisions. */
    private String historyTable = StateTables.DEFAULT.historyTable();

    /** Longest time that a statement waits for a lock before its revision is rolled back and retried. */
    private Duration lockTimeout = MigrationSettings.defaults().lockTimeout();

    /** Time for which a revision is retried while other sessions hold locks that it needs. */
    private Duration retryFor = MigrationSettings.defaults().retryFor();

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

    private final Lock lock = new Lock();

    /**
     * Converts the properties to settings.
     *
     * @param application the name of the application, which is recorded with each applied revision
     */
    public MigrationSettings toSettings(String application) {
        return MigrationSettings.builder()
                .locations(locations)
                .tables(new StateTables(
                        Optional.ofNullable(schema).filter(StringUtils::hasText), revisionTable, historyTable))
                .variables(variables)
                .lockWait(lock.getWait())
                .lockTimeout(lockTimeout)
                .statementTimeout(statementTimeout)
                .retryFor(retryFor)
                .flushEach(flushEach)
                .requireSingleHead(requireSingleHead)
                .policies(new UpgradePolicies(onDiverged, onEdited, onSpliced))
                .application(application)
                .build();
    }

    public List<String> getLocations() {
        return locations;
    }

    public void setLocations(List<String> locations) {
        this.locations = locations;
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

    public Duration getLockTimeout() {
        return lockTimeout;
    }

    public void setLockTimeout(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    public Duration getRetryFor() {
        return retryFor;
    }

    public void setRetryFor(Duration retryFor) {
        this.retryFor = retryFor;
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

    public Lock getLock() {
        return lock;
    }

    /** Properties of the migration lock, which permits one process at a time to migrate. */
    public static class Lock {

        /** Longest time to wait while another process migrates. No limit by default. */
        private @Nullable Duration wait;

        public @Nullable Duration getWait() {
            return wait;
        }

        public void setWait(@Nullable Duration wait) {
            this.wait = wait;
        }
    }
}
