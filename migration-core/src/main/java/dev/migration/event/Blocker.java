package dev.migration.event;

import java.time.Duration;

/**
 * A session that held what a revision waited for.
 *
 * @param pid its server process
 * @param user its database user
 * @param application its application_name
 * @param transactionAge how long its transaction has been open
 * @param query the statement that it ran last; empty when the role may not see it
 */
public record Blocker(int pid, String user, String application, Duration transactionAge, String query) {

    @Override
    public String toString() {
        return "pid " + pid + ", user " + user + ", application " + (application.isEmpty() ? "unnamed" : application)
                + ", in a transaction for " + transactionAge.toMillis() + " ms: " + query;
    }
}
