// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.time.Duration;
import java.util.Optional;

import dev.migration.plan.SchemaVerification;
import dev.migration.plan.UpgradePolicies;
import dev.migration.script.ScriptOptions;
import dev.migration.script.Variables;
import dev.migration.setting.BatchLimits;
import dev.migration.setting.LockLimits;
import dev.migration.trace.Tracer;
import dev.migration.version.StateTables;

/**
 * The settings of runs.
 *
 * @param tables the state tables
 * @param variables the values of {@code ${name}} in scripts
 * @param lockWait the longest wait for the migration lock; empty means without limit
 * @param lockLimits how long statements wait for locks
 * @param batchLimits when statements that run in batches hold
 * @param statementTimeout PostgreSQL's {@code statement_timeout} for each revision; empty means the setting of the server
 * @param retryFor the retry budget of a revision after a conflict with a concurrent session or a lost session
 * @param flushEach whether every commit of a run waits for the disk; otherwise only the last one does
 * @param policies how an upgrade treats contradictions
 * @param verification whether the schema is compared with what the last run left
 * @param application the name of the application in the history
 * @param tenant the schema that comes first in the search_path of scripts; empty if the database has no tenants
 * @param tracer reads what each statement does
 * @param queueing whether an upgrade leaves to workers what its revisions have for the background; otherwise it runs it itself
 */
public record ExecutionSettings(
        StateTables tables,
        Variables variables,
        Optional<Duration> lockWait,
        LockLimits lockLimits,
        BatchLimits batchLimits,
        Optional<Duration> statementTimeout,
        Duration retryFor,
        boolean flushEach,
        UpgradePolicies policies,
        SchemaVerification verification,
        String application,
        Optional<String> tenant,
        Optional<Tracer> tracer,
        boolean queueing) {

    /** The same settings with another tracer, and for runs that queue nothing or may do so. */
    public ExecutionSettings with(Optional<Tracer> by, boolean mayQueue) {
        return new ExecutionSettings(
                tables,
                variables,
                lockWait,
                lockLimits,
                batchLimits,
                statementTimeout,
                retryFor,
                flushEach,
                policies,
                verification,
                application,
                tenant,
                by,
                mayQueue);
    }

    /**
     * PostgreSQL's {@code lock_timeout}: that of the script, else that of the settings, else the chosen one; 0 means without limit.
     *
     * @param chosen the timeout of an attempt; empty if there is no reason for another one than the short one
     */
    public Duration lockTimeout(ScriptOptions options, Optional<Duration> chosen) {
        return options.lockTimeout().or(lockLimits::timeout).or(() -> chosen).orElse(LockLimits.SHORT_TIMEOUT);
    }

    /** The {@code application_name} of a session that runs revisions. */
    public String sessionName() {
        return sessionApplication() + " migration";
    }

    /**
     * The name of the application as a part of {@code application_name}, in which the server shows only ASCII: sent as it is, the
     * name could be a text that the database cannot hold.
     */
    public String sessionApplication() {
        return application.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
