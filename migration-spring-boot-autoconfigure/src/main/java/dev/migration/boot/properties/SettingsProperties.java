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

/** What the library is told about a database: where scripts and state are, and how revisions run. */
public abstract class SettingsProperties {

    /** Comma-separated list of folders with revision scripts, each beginning with classpath: or filesystem:. */
    private List<String> locations = new ArrayList<>();

    /** Schema that holds the state of the revisions. Defaults to the first schema of the search path. */
    private @Nullable String schema;

    /** Name of the table of applied revisions. */
    private String revisionTable = StateTables.DEFAULT.revisionTable();

    /** Name of the table of everything that was ever done. */
    private String historyTable = StateTables.DEFAULT.historyTable();

    /** Time that a statement waits for a lock before its revision is rolled back and tried again. */
    private Duration lockTimeout = MigrationSettings.defaults().lockTimeout();

    /** Time for which a revision is tried again while others are in the way. */
    private Duration retryFor = MigrationSettings.defaults().retryFor();

    /** Whether every commit waits for the disk. Otherwise only the last one of a run does. */
    private boolean flushEach;

    /** Time that a statement may take. Defaults to the server's statement_timeout. */
    private @Nullable Duration statementTimeout;

    /** Values for names in the scripts. With at least one, every use of a name in a script must have a value. */
    private Map<String, String> variables = new LinkedHashMap<>();

    /** Whether to refuse revisions with more than one head. */
    private boolean requireSingleHead;

    /** What to do when revisions are pending and others are applied that have no script. */
    private UpgradePolicy onDiverged = UpgradePolicy.REFUSE;

    /** What to do when the script of an applied revision was edited. */
    private UpgradePolicy onEdited = UpgradePolicy.REFUSE;

    /** What to do when a pending revision was put below an applied one. */
    private UpgradePolicy onSpliced = UpgradePolicy.REFUSE;

    private final Lock lock = new Lock();

    /** The settings of the library. */
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

    /** The lock that lets one instance at a time migrate. */
    public static class Lock {

        /** Time to wait while another instance migrates. Defaults to as long as that takes. */
        private @Nullable Duration wait;

        public @Nullable Duration getWait() {
            return wait;
        }

        public void setWait(@Nullable Duration wait) {
            this.wait = wait;
        }
    }
}
