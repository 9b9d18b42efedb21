// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Duration;

/**
 * A session that held a lock for which a revision waited.
 *
 * @param pid the process id of its server process
 * @param user its database user
 * @param application its application_name
 * @param transactionAge how long its transaction has been open
 * @param query its last statement; empty if the role may not read it
 */
public record Blocker(int pid, String user, String application, Duration transactionAge, String query) {

    @Override
    public String toString() {
        return "pid " + pid + ", user " + user + ", application " + (application.isEmpty() ? "unnamed" : application)
                + ", in a transaction for " + transactionAge.toMillis() + " ms: " + query;
    }
}
