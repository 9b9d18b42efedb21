package dev.migration.execution.session;

import java.time.Duration;
import java.util.Optional;

import dev.migration.plan.UpgradePolicies;
import dev.migration.script.Variables;
import dev.migration.version.StateTables;

/**
 * How revisions are run.
 *
 * @param tables where the state is kept
 * @param variables what {@code ${name}} stands for in scripts
 * @param lockWait how long to wait while somebody else migrates; empty means as long as that takes
 * @param lockTimeout PostgreSQL's {@code lock_timeout} for each try of a revision; 0 waits as long as it takes
 * @param statementTimeout PostgreSQL's {@code statement_timeout} for each revision; empty means the server's
 * @param retryFor how long a revision is tried again when others are in the way or the session is lost
 * @param flushEach whether every commit of a run waits for the disk; else only the last does
 * @param policies what an upgrade does about contradictions
 * @param application what the history shows as the application
 * @param tenant the schema that scripts see before those of the connection; empty where the database has no tenants
 */
public record ExecutionSettings(
        StateTables tables,
        Variables variables,
        Optional<Duration> lockWait,
        Duration lockTimeout,
        Optional<Duration> statementTimeout,
        Duration retryFor,
        boolean flushEach,
        UpgradePolicies policies,
        String application,
        Optional<String> tenant) {

    /** What others see as the {@code application_name} of a migrating session. */
    public String sessionName() {
        return application + " migration";
    }
}
