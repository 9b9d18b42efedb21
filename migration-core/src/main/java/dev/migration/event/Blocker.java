// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.util.Optional;

/**
 * A session that held a lock for which a revision waited, or a prepared transaction.
 *
 * @param pid the process id of its server process; 0 for a prepared transaction
 * @param user its database user; empty for a process of the server
 * @param application its application_name; the name of a prepared transaction
 * @param backend its type, such as {@code client backend}, {@code autovacuum worker} or {@code prepared transaction}
 * @param activity what it does
 * @param query its last statement; empty if the role may not read it
 * @param relation the table that it holds; empty if it is not known
 */
public record Blocker(
        int pid,
        String user,
        String application,
        String backend,
        SessionActivity activity,
        String query,
        String relation) {

    /** The type of a process that vacuums or analyzes tables by itself. */
    public static final String AUTOVACUUM = "autovacuum worker";

    /** The type of a transaction that is prepared for a two-phase commit and belongs to no session. */
    public static final String PREPARED = "prepared transaction";

    private static final String ORDINARY = "client backend";

    /** Whether it is an autovacuum worker. */
    public boolean isAutovacuum() {
        return backend.equals(AUTOVACUUM);
    }

    /** The same, holding this table if it is not known what it holds. */
    public Blocker holding(String table) {
        return relation.isEmpty() ? new Blocker(pid, user, application, backend, activity, query, table) : this;
    }

    @Override
    public String toString() {
        if (backend.equals(PREPARED)) {
            return "prepared transaction '" + application + "' of user " + user
                    + activity.inTransaction()
                            .map(age -> ", prepared " + age.toSeconds() + " s ago")
                            .orElse("");
        }
        String name = "application " + (application.isEmpty() ? "unnamed" : application);
        String who = user.isEmpty() ? "" : ", user " + user;
        return "pid " + pid + who + ", " + (backend.equals(ORDINARY) ? name : backend)
                + (relation.isEmpty() ? "" : ", holds " + relation) + ", " + activity
                + Optional.of(query)
                        .filter(text -> !text.isEmpty())
                        .map(text -> ": " + text)
                        .orElse("");
    }
}
